"""Any catalogue that feeds and staff can make goes out and comes back without a difference."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.conf import settings as shop_settings
from django.db import transaction
from django.db.models import Model
from django.forms import ModelForm, modelform_factory
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalog.contents import parse_text
from catalog.forms import (
    ContributionForm,
    EditionForm,
    EditorialReviewForm,
    RelatedProductForm,
    SeriesPartForm,
    SluggedForm,
    WorkForm,
)
from catalog.forms.editions import replace_contents
from catalog.importing import Outcome
from catalog.isbn import make_own_number
from catalog.models import (
    Contribution,
    Contributor,
    Edition,
    EditorialReview,
    Publisher,
    RelatedProduct,
    Series,
    SeriesPart,
    Subject,
)
from catalog.onix.writing import Sent, write
from tests.catalog.onix.writing.any_product import EVERYTHING, PRODUCTS
from tests.catalog.round_trips import empty_the_catalogue, everything, export, load
from tests.factories import make_contributor, make_edition, make_editorial_review, make_work

pytestmark = pytest.mark.django_db
# Each example is loaded three times, so that to make a failing one smaller takes minutes.
RARELY = hypothesis_settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def forgotten() -> Iterator[Path]:
    """Give a folder, and let nothing stay that the block stored."""
    with TemporaryDirectory() as folder, transaction.atomic():
        yield Path(folder)
        transaction.set_rollback(True)


def assert_comes_back(folder: Path) -> None:
    """Load the shop's own message into the shop, and into an empty one."""
    before = everything()
    message = export(folder / "out.xml")

    assert what_is_told(message, but=Outcome.UNCHANGED) == []
    assert differences(before) == {}

    empty_the_catalogue()
    assert what_is_told(message, but=Outcome.CREATED) == []
    assert differences(before) == {}


def differences(before: dict[str, list[tuple[Any, ...]]]) -> dict[str, Any]:
    """Return the rows that are not what they were, which are few among many."""
    now = everything()
    changed = {name: set(now[name]) ^ set(before[name]) for name in before}
    return {name: rows for name, rows in changed.items() if rows}


def what_is_told(message: Path, *, but: Outcome) -> list[tuple[Outcome, list[str]]]:
    return [(outcome, told) for outcome, told in load(message) if outcome is not but]


@RARELY
@given(st.lists(PRODUCTS, max_size=6, unique_by=lambda each: each.isbn13))
def test_what_feeds_tell_comes_back(products):
    sent = Sent("A publisher", datetime(2026, 11, 22, tzinfo=UTC), "USD")
    with forgotten() as folder:
        (folder / "in.xml").write_bytes(b"".join(write([*products, EVERYTHING], sent)))
        load(folder / "in.xml")
        assert_comes_back(folder)


class TestAListPrice:
    @pytest.mark.parametrize("seen_on", [None, date(2020, 5, 1)])
    def test_of_an_unknown_day_stays_so(self, tmp_path, seen_on):
        make_edition(list_price=Decimal("9.90"), list_price_seen_on=seen_on)

        assert_comes_back(tmp_path)

    def test_that_is_free_comes_back(self, tmp_path):
        make_edition(list_price=Decimal("0.00"))

        assert_comes_back(tmp_path)


class TestAWork:
    def test_by_nobody_keeps_its_editions(self, tmp_path):
        work = make_work("Poems")
        for _ in range(3):
            make_edition(work)
        make_edition(make_work("Poems"))

        assert_comes_back(tmp_path)

    def test_whose_first_edition_is_withdrawn_keeps_the_others(self, tmp_path):
        work = make_work("Poems")
        make_edition(work, withdrawn_on=date(2026, 1, 1), list_price=Decimal("9.90"))
        others = [make_edition(work) for _ in range(2)]
        message = export(tmp_path / "out.xml")

        assert {outcome for outcome, _ in load(message)} == {Outcome.UNCHANGED}
        empty_the_catalogue()
        load(message)
        works = {Edition.objects.get(isbn13=each.isbn13).work_id for each in others}
        assert len(works) == 1

    def test_has_its_own_one_of_two_people_of_one_name(self, tmp_path):
        make_edition(make_work("Emma", author="John Smith"))
        namesake = make_contributor("John Smith")
        work = make_work("Persuasion")
        make_edition(work)
        Contribution.objects.create(work=work, contributor=namesake)

        assert {outcome for outcome, _ in load(export(tmp_path / "out.xml"))} == {Outcome.UNCHANGED}
        assert work.contributors.get() == namesake

    def test_keeps_one_keyword_that_holds_a_comma(self, tmp_path):
        make_edition(make_work(keywords="Smith, John;"))

        assert_comes_back(tmp_path)

    def test_without_a_main_subject_is_given_none(self, tmp_path):
        work = make_work()
        work.subjects.add(Subject.objects.create(scheme="93", code="FBA", heading="A", slug="a"))
        make_edition(work)

        assert {outcome for outcome, _ in load(export(tmp_path / "out.xml"))} == {Outcome.UNCHANGED}

    def test_whose_texts_have_spaces_of_old_is_not_changed(self, tmp_path):
        make_edition(make_work("Emma  and I", subtitle="A \t tale", overview="One. \n\n\nTwo."))

        assert {outcome for outcome, _ in load(export(tmp_path / "out.xml"))} == {Outcome.UNCHANGED}

    def test_keeps_the_lines_of_verse(self, tmp_path):
        work = make_work(overview="Roses are red,\nviolets blue.\n\nA poem.")
        make_editorial_review(work, "So fine,\nso true.", source="The Paper")
        make_edition(work)

        assert_comes_back(tmp_path)


class TestAnEdition:
    def test_with_a_number_of_the_shops_own_comes_back(self, tmp_path):
        work = make_work("Poems")
        for number in "78":
            make_edition(work, isbn13=make_own_number(number, prefix="29"))

        assert_comes_back(tmp_path)

    def test_with_a_number_of_another_shop_is_refused(self, tmp_path, settings):
        make_edition(isbn13=make_own_number("7", prefix="29"))
        message = export(tmp_path / "out.xml")
        settings.SHOP_NAME = f"Not {shop_settings.SHOP_NAME}"

        [(outcome, _)] = load(message)

        assert outcome is Outcome.REFUSED

    def test_may_have_gaps_in_what_staff_numbered(self, tmp_path):
        edition = make_edition()
        for order, name in ((2, "A"), (5, "B")):
            series = Series.objects.create(name=name, slug=name.lower())
            SeriesPart.objects.create(edition=edition, series=series, order=order)
            RelatedProduct.objects.create(
                edition=edition,
                relation="06",
                isbn13=["9780141439600", "9780141439518"][order > 2],
                order=order,
            )

        assert {outcome for outcome, _ in load(export(tmp_path / "out.xml"))} == {Outcome.UNCHANGED}


# What staff may type: spaces of all kinds, line ends of browsers, controls, marks of direction.
_SPACES = [" ", "  ", "\t", "\r\n", "\n\n", "\x0b", "\x85", "\u200f", "\u2028"]
_WORDS = ["Wind", "é", "&", "<p>", ";", ",", "1", "|", "\ufffe", "שלום"]
TYPED = st.lists(st.sampled_from([*_SPACES, *_WORDS]), min_size=1, max_size=8).map("".join)


@RARELY
@given(*[TYPED] * 6, st.sampled_from(EditorialReview.Kind), st.booleans())
def test_what_staff_type_comes_back(title, text, line, keywords, name, number, kind, is_main):
    with forgotten() as folder:
        subjects = [
            Subject.objects.create(scheme="93", code=code, heading=code, slug=code.lower())
            for code in ("FBA", "FBC")
        ]
        work = saved(
            WorkForm(
                {
                    "title": f"Emma {title}",
                    "subtitle": line,
                    "overview": text,
                    "keywords": keywords,
                    "subjects": [subjects[0].pk] if is_main else [each.pk for each in subjects],
                    "main_subject": subjects[1].pk if is_main else "",
                }
            )
        )
        person = saved(slugged(Contributor)({"name": f"A {name}", "name_inverted": line}))
        contribution = {"contributor": person.pk, "role": "A01", "biography": text, "order": 1}
        saved(ContributionForm(contribution, instance=Contribution(work=work)))
        review = {"kind": kind, "source": f"S {line}", "signer": name, "text": f"T {text}"}
        if kind == EditorialReview.Kind.ANNOTATION:
            review["signer"] = ""
        saved(EditorialReviewForm(review | {"order": 1}, instance=EditorialReview(work=work)))
        edition = make_edition(work, publisher=saved(slugged(Publisher)({"name": f"P {name}"})))
        series = saved(slugged(Series)({"name": f"S {line}"}))
        part = {"series": series.pk, "number": number[:9], "order": 3}
        saved(SeriesPartForm(part, instance=SeriesPart(edition=edition)))
        replace_contents(edition, parse_text(text))
        EditorialReview.objects.update(order=1)
        Contribution.objects.update(order=1)
        SeriesPart.objects.update(order=1)

        assert_comes_back(folder)


def slugged(model: type[Model]) -> type[ModelForm]:
    return modelform_factory(model, form=SluggedForm, fields="__all__")


def saved(form: ModelForm) -> Any:
    assert form.is_valid(), form.errors
    return form.save()


class TestStaffCannotType:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("pages", "100000"),
            ("edition_number", "1000"),
            ("duration_minutes", "60001"),
            ("published_on", "0999-01-01"),
            ("published_on", "2999-01-01"),
            ("language", "e1"),
            ("availability", "99"),
        ],
    )
    def test_what_feeds_could_not_tell(self, field, value):
        form = EditionForm({field: value})

        assert field in form.errors

    def test_an_annotation_that_somebody_signs(self):
        review = {"kind": "annotation", "text": "Fine.", "source": "A body", "signer": "A. Critic"}

        assert "kind" in EditorialReviewForm(review).errors

    def test_a_relation_of_an_edition_to_itself(self):
        edition = make_edition()
        related = {"relation": "06", "isbn13": edition.isbn13, "order": 1}

        form = RelatedProductForm(related, instance=RelatedProduct(edition=edition))

        assert form.errors["isbn13"] == ["This is the edition itself."]
