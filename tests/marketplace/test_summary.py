from dataclasses import astuple
from decimal import Decimal

from marketplace.summary import OfferSummary

GOLDEN = OfferSummary(
    new_count=6, new_lowest=Decimal("27.49"), used_count=5, used_lowest=Decimal("24.91")
)


def test_rows_are_all_new_and_used():
    assert [astuple(row) for row in GOLDEN.rows] == [
        ("All", "", 11, Decimal("24.91")),
        ("New", "new", 6, Decimal("27.49")),
        ("Used", "used", 5, Decimal("24.91")),
    ]


def test_a_row_without_offers_is_left_out():
    only_used = OfferSummary(used_count=9, used_lowest=Decimal("5.00"))
    assert [row.label for row in only_used.rows] == ["All", "Used"]
    only_new = OfferSummary(new_count=1, new_lowest=Decimal("5.00"))
    assert [row.label for row in only_new.rows] == ["All", "New"]


def test_no_offers_have_no_rows_and_no_price():
    assert OfferSummary().rows == []
    assert OfferSummary().count == 0
    assert OfferSummary().lowest is None


def test_the_lowest_price_is_found_among_decimals_not_texts():
    summary = OfferSummary(
        new_count=1, new_lowest=Decimal("30.00"), used_count=1, used_lowest=Decimal("9.00")
    )
    assert summary.lowest == Decimal("9.00")
