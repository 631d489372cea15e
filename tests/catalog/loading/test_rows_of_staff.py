"""Lists that staff wrote, which feeds leave as they are and are told of."""

from collections.abc import Sequence
from typing import Any

import pytest

from catalog.importing import Outcome
from catalog.models import Edition, StaffEdit
from catalog.staff_edits import release
from tests.catalog.onix.messages import (
    make_contributor,
    make_product,
    make_subject,
    make_text,
)

pytestmark = pytest.mark.django_db


def series(name: str) -> str:
    return (
        "<Collection><TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>02"
        f"</TitleElementLevel><TitleText>{name}</TitleText></TitleElement></TitleDetail>"
        "</Collection>"
    )


def related(isbn: str) -> str:
    return (
        "<RelatedMaterial><RelatedProduct><ProductRelationCode>06</ProductRelationCode>"
        f"<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>{isbn}</IDValue>"
        "</ProductIdentifier></RelatedProduct></RelatedMaterial><ProductSupply>"
    )


def with_related(isbn: str) -> str:
    return make_product().replace("<ProductSupply>", related(isbn), 1)


# Of each fact: two records, and what the shop has of it.
FACTS: dict[str, tuple[str, str, str]] = {
    "contributors": (
        make_product(contributors=make_contributor("Jane Austen")),
        make_product(contributors=make_contributor("Jane Eyre")),
        "work.contributions__contributor__name",
    ),
    "subjects": (
        make_product(descriptive=make_subject("FIC004000")),
        make_product(descriptive=make_subject("FIC045000")),
        "work.subjects__code",
    ),
    "editorial_reviews": (
        make_product(collateral=make_text("06", "Fine.")),
        make_product(collateral=make_text("06", "Poor.")),
        "work.editorial_reviews__text",
    ),
    "contents": (
        make_product(collateral=make_text("04", "Wind")),
        make_product(collateral=make_text("04", "Salt")),
        "edition.contents__title",
    ),
    "series_parts": (
        make_product(descriptive=series("Quiet Lives")),
        make_product(descriptive=series("Loud Lives")),
        "edition.series_parts__series__name",
    ),
    "related_products": (
        with_related("9780141439600"),
        with_related("9780141439518"),
        "edition.related_products__isbn13",
    ),
}


def stored(where: str) -> Sequence[Any]:
    model, _, path = where.partition(".")
    way = path if model == "edition" else f"work__{path}"
    return list(Edition.objects.values_list(way, flat=True))


def keep(name: str, where: str) -> None:
    edition = Edition.objects.get()
    place = {"work": edition.work} if where.startswith("work.") else {"edition": edition}
    StaffEdit.objects.create(field=name, **place)


@pytest.mark.parametrize("name", FACTS)
class TestRowsOfStaff:
    def test_stay_and_the_feed_is_told(self, load_one, name):
        first, other, where = FACTS[name]
        load_one(first)
        before = stored(where)
        keep(name, where)

        result = load_one(other)

        assert stored(where) == before
        assert result.outcome is Outcome.UNCHANGED
        assert "staff wrote 1 entry" in result.warnings[-1]

    def test_that_the_feed_says_too_need_no_word(self, load_one, name):
        first, _, where = FACTS[name]
        load_one(first)
        keep(name, where)

        assert load_one(first).warnings == []

    def test_are_the_feeds_again_once_staff_let_go(self, load_one, name):
        first, other, where = FACTS[name]
        load_one(first)
        before = stored(where)
        keep(name, where)
        edition = Edition.objects.get()
        release(edition.work if where.startswith("work.") else edition, [name])

        assert load_one(other).outcome is Outcome.CHANGED
        assert stored(where) != before
