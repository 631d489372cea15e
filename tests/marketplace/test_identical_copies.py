"""One seller's identical copies are one row, whose number is their sum (B6)."""

from decimal import Decimal

import pytest

from tests.factories import make_edition, make_offer, make_seller
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db

SAME = {"condition": "good", "shipping": None, "comments": "Tight.", "is_signed": True}


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def seller():
    return make_seller()


def rows(edition, query=""):
    page = soup_of(f"/offers/{edition.isbn13}/{query}")
    return [text_of(row) for row in page.select("tbody tr")]


def test_they_share_a_row_that_sums_their_numbers(edition, seller):
    first = make_offer(edition, seller=seller, quantity=2, **SAME)
    make_offer(edition, seller=seller, quantity=3, **SAME)
    (row,) = rows(edition)
    assert "5 copies" in row
    link = soup_of(f"/offers/{edition.isbn13}/").select_one("th.offer-seller a")
    assert link["href"] == first.seller.get_absolute_url()


@pytest.mark.parametrize(
    "other",
    [
        {"condition": "acceptable"},
        {"shipping": Decimal("0.00")},
        {"comments": "Loose."},
        {"is_signed": False},
        {"signed_by": "Alice Author"},
        {"jacket": "good"},
        {"price": Decimal("9.99")},
        {"ships_in_max_days": 20},
        {"seller": None},
    ],
)
def test_a_copy_that_differs_in_one_thing_has_a_row_of_its_own(edition, seller, other):
    make_offer(edition, seller=seller, **SAME)
    if "seller" in other:
        other = {"seller": make_seller()}
    price = str(other.pop("price", "10.00"))
    make_offer(edition, price, **{"seller": seller, **SAME, **other})
    assert len(rows(edition)) == 2


@pytest.mark.parametrize("gone", [{"quantity": 0}, {"is_withheld": True}])
def test_a_copy_that_is_not_for_sale_neither_counts_nor_hides_the_others(edition, seller, gone):
    make_offer(edition, seller=seller, **SAME, **gone)
    make_offer(edition, seller=seller, **SAME)
    (row,) = rows(edition)
    assert "1 copy" in row


def test_copies_of_another_edition_are_not_among_them(edition, seller):
    make_offer(edition, seller=seller, **SAME)
    make_offer(make_edition(edition.work), seller=seller, **SAME)
    (row,) = rows(edition)
    assert "1 copy" in row


def test_pages_count_rows_and_not_offers(edition, seller):
    for number in range(42):
        make_offer(edition, f"{10 + number // 2}.00", seller=seller)
    assert len(rows(edition)) == 20
    assert [row.split()[0] for row in rows(edition, "?page=2")] == ["$30.00"]
