import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from marketplace.conditions import Condition
from marketplace.copies import AccessCode, CopyFacts, Jacket, Marking, contradiction
from marketplace.models import Offer
from tests.factories import make_edition, make_offer

FACTS = st.builds(
    CopyFacts,
    is_ex_library=st.booleans(),
    has_remainder_mark=st.booleans(),
    has_owner_name=st.booleans(),
    marking=st.sampled_from(Marking.values),
    jacket=st.sampled_from(Jacket.values),
    is_signed=st.booleans(),
    access_code=st.sampled_from(AccessCode.values),
)


class TestContradiction:
    @pytest.mark.parametrize(
        "facts",
        [
            CopyFacts(is_ex_library=True),
            CopyFacts(has_remainder_mark=True),
            CopyFacts(has_owner_name=True),
            CopyFacts(marking="some"),
            CopyFacts(marking="much"),
        ],
    )
    def test_a_new_copy_has_no_marks_of_others(self, facts):
        assert "is not “New”" in contradiction(Condition.NEW, facts)

    def test_like_new_and_highlighted_is_none(self):
        reason = contradiction(Condition.LIKE_NEW, CopyFacts(marking="much"))
        assert reason == (
            "A copy that has marks in the text is not “Like New”. Choose a lower grade."
        )

    @pytest.mark.parametrize(
        ("condition", "facts"),
        [
            (Condition.LIKE_NEW, CopyFacts(has_remainder_mark=True)),
            (Condition.VERY_GOOD, CopyFacts(is_ex_library=True)),
            (Condition.GOOD, CopyFacts(marking="some")),
            (Condition.NEW, CopyFacts(is_book_club=True, is_signed=True, marking="none")),
            (Condition.COLLECTIBLE_GOOD, CopyFacts(has_owner_name=True, is_signed=True)),
        ],
    )
    def test_what_can_be_true_together_is_let_be(self, condition, facts):
        assert contradiction(condition, facts) == ""

    def test_a_collected_copy_is_held_to_its_wear(self):
        assert contradiction(Condition.COLLECTIBLE_LIKE_NEW, CopyFacts(marking="some"))

    @given(FACTS)
    def test_acceptable_is_never_contradicted(self, facts):
        assert contradiction(Condition.ACCEPTABLE, facts) == ""

    @given(st.sampled_from(list(Condition)))
    def test_a_copy_of_which_nothing_is_stated_may_have_any_grade(self, condition):
        assert contradiction(condition, CopyFacts()) == ""


class TestWords:
    def test_nothing_stated_says_nothing(self):
        assert (CopyFacts().defects, CopyFacts().features) == ([], [])

    def test_defects_and_features_are_apart(self):
        facts = CopyFacts(
            is_ex_library=True,
            marking="some",
            jacket="very_good",
            is_signed=True,
            signed_by="the author",
            access_code="no",
        )
        assert facts.defects == ["from a library", "some marks in the text", "no access code"]
        assert facts.features == ["signed by the author", "jacket very good"]


@pytest.mark.django_db
class TestTheDatabase:
    @given(condition=st.sampled_from(list(Condition)), facts=FACTS)
    def test_refuses_what_the_rule_refuses_and_nothing_else(self, condition, facts):
        with transaction.atomic():
            offer = make_offer(make_edition())
            fields = {name: getattr(facts, name) for name in CopyFacts.__dataclass_fields__}
            changed = Offer.objects.filter(pk=offer.pk)
            if contradiction(condition, facts):
                with (
                    pytest.raises(IntegrityError, match="offer_grade_fits"),
                    transaction.atomic(),
                ):
                    changed.update(condition=condition, **fields)
            else:
                changed.update(condition=condition, **fields)
            transaction.set_rollback(True)

    def test_refuses_a_signature_on_a_copy_that_is_not_signed(self):
        with pytest.raises(IntegrityError, match="signed_by_somebody"), transaction.atomic():
            make_offer(make_edition(), signed_by="the author")
