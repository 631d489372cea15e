"""What may be said of a saving, and when its list price is called old (B7)."""

from datetime import date
from decimal import Decimal

import pytest

from marketplace.savings import saving

TODAY = date(2026, 11, 23)


def of(price: str = "24.91", list_price: str | None = "33.00", seen_on: date | None = TODAY):
    listed = None if list_price is None else Decimal(list_price)
    return saving(Decimal(price), list_price=listed, seen_on=seen_on, today=TODAY)


def test_names_the_list_price_and_the_day_it_was_seen():
    told = of(seen_on=date(2026, 6, 1))
    assert (told.percent, told.list_price, told.seen_on) == (
        24,
        Decimal("33.00"),
        date(2026, 6, 1),
    )


@pytest.mark.parametrize("list_price", [None, "0.00", "24.91", "24.99"])
def test_nothing_is_claimed_below_one_per_cent_or_without_a_list_price(list_price):
    assert of(list_price=list_price) is None


@pytest.mark.parametrize(
    ("seen_on", "is_old"),
    [
        (TODAY, False),
        (date(2025, 12, 1), False),
        (date(2025, 11, 23), False),
        (date(2025, 11, 22), True),
        (date(2025, 10, 31), True),
        (date(2020, 2, 29), True),
        (None, False),
    ],
)
def test_a_list_price_is_old_after_twelve_months(seen_on, is_old):
    assert of(seen_on=seen_on).is_old is is_old
