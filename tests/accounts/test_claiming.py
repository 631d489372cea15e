import pytest
from django.db import transaction

from accounts import services
from accounts.models import PenName
from accounts.pen_names import InvalidPenName
from accounts.services import claim_pen_name, pen_name_of, retire_pen_name
from tests.accounts.races import at_the_same_moment
from tests.factories import make_contributor, make_staff, make_user

TAKEN = "Somebody has this name"


@pytest.mark.django_db
class TestClaiming:
    def test_gives_the_name_as_it_was_typed(self):
        alice = make_user()
        assert claim_pen_name(user=alice, name="Quiet_Heron").name == "Quiet_Heron"
        assert str(pen_name_of(alice)) == "Quiet_Heron"

    @pytest.mark.parametrize("name", ["Heron", "heron", "HER0N", "He-ron", "_heron_"])
    def test_refuses_a_name_that_looks_like_another(self, name):
        claim_pen_name(user=make_user(), name="Heron")
        with pytest.raises(InvalidPenName, match=TAKEN):
            claim_pen_name(user=make_user(), name=name)

    def test_refuses_a_second_name(self):
        alice = make_user()
        claim_pen_name(user=alice, name="Heron")
        with pytest.raises(InvalidPenName, match="has a pen name, Heron"):
            claim_pen_name(user=alice, name="Egret")

    def test_twice_gives_the_same_name(self):
        alice = make_user()
        first = claim_pen_name(user=alice, name="Heron")
        assert claim_pen_name(user=alice, name="Heron") == first

    @pytest.mark.parametrize("name", ["", "Heron!", "admin", "Jane-Austen"])
    def test_stores_nothing_when_it_refuses(self, name):
        make_contributor("Jane Austen")
        with pytest.raises(InvalidPenName):
            claim_pen_name(user=make_user(), name=name)
        assert not PenName.objects.exists()

    def test_asks_every_reservation_that_the_settings_name(self, settings):
        settings.PEN_NAME_RESERVED = [f"{__name__}.herons_are_protected"]
        with pytest.raises(InvalidPenName, match="Herons are protected"):
            claim_pen_name(user=make_user(), name="Grey-Heron")


def herons_are_protected(skeleton):
    return "Herons are protected." if "heron" in skeleton else ""


@pytest.mark.django_db
class TestRetiring:
    def test_takes_the_name_out_of_use_with_reason_and_staff(self):
        alice, staff = make_user(), make_staff()
        heron = claim_pen_name(user=alice, name="Heron")
        retire_pen_name(heron, reason="Rude.", staff=staff)
        assert heron.is_retired
        assert (heron.retired_reason, heron.retired_by) == ("Rude.", staff)
        assert pen_name_of(alice) is None

    def test_keeps_the_first_reason(self):
        heron = claim_pen_name(user=make_user(), name="Heron")
        retire_pen_name(heron, reason="Rude.", staff=make_staff())
        retire_pen_name(heron, reason="Again.", staff=make_staff("other@example.org"))
        assert heron.retired_reason == "Rude."

    def test_neither_frees_the_name_nor_lets_its_owner_have_another(self):
        alice = make_user()
        heron = claim_pen_name(user=alice, name="Heron")
        retire_pen_name(heron, reason="Rude.", staff=make_staff())
        with pytest.raises(InvalidPenName, match=TAKEN):
            claim_pen_name(user=make_user(), name="Heron")
        for name in ("Heron", "Egret"):
            with pytest.raises(InvalidPenName, match="cannot have another"):
                claim_pen_name(user=alice, name=name)


@pytest.mark.django_db
class TestARace:
    """Somebody else is quicker, between the look and the leap."""

    @pytest.fixture
    def just_before_saving(self, monkeypatch):
        """Return a function that sets what happens after the check and before the row is made."""

        def happens(event):
            def check_then_event(name):
                monkeypatch.undo()
                event()

            monkeypatch.setattr(services, "check_pen_name", check_then_event)

        return happens

    def test_for_a_name_has_one_winner_and_a_clear_error(self, just_before_saving):
        bob = make_user()
        just_before_saving(lambda: claim_pen_name(user=bob, name="Heron"))
        with pytest.raises(InvalidPenName, match=TAKEN):
            claim_pen_name(user=make_user(), name="HERON")
        assert PenName.objects.get().user == bob

    def test_of_one_person_in_two_windows_ends_well_for_one_name(self, just_before_saving):
        alice = make_user()
        just_before_saving(lambda: claim_pen_name(user=alice, name="Heron"))
        assert claim_pen_name(user=alice, name="Heron").name == "Heron"

    def test_of_one_person_for_two_names_keeps_the_first(self, just_before_saving):
        alice = make_user()
        just_before_saving(lambda: claim_pen_name(user=alice, name="Heron"))
        with pytest.raises(InvalidPenName, match="pen name already"):
            claim_pen_name(user=alice, name="Egret")

    def test_leaves_an_outer_transaction_usable(self, just_before_saving):
        just_before_saving(lambda: claim_pen_name(user=make_user(), name="Heron"))
        with transaction.atomic():
            with pytest.raises(InvalidPenName):
                claim_pen_name(user=make_user(), name="Heron")
            assert PenName.objects.count() == 1


def test_six_people_at_the_same_moment_get_one_success_and_five_clear_errors(people):
    results = at_the_same_moment(people, lambda person: claim_pen_name(user=person, name="Heron"))
    winners = [result for result in results if isinstance(result, PenName)]
    losers = [str(result) for result in results if isinstance(result, InvalidPenName)]
    assert (len(winners), losers) == (1, [services.TAKEN] * 5), results
