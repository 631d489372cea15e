"""What a saving is compared with, and how old that is (B7)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from marketplace.pricing import saving_percent

# A list price may only be advertised in good faith as what the book costs elsewhere
# (16 CFR 233.3). Publishers set theirs anew about once a year; an older one is named as such.
LIST_PRICE_MONTHS = 12


@dataclass(frozen=True)
class Saving:
    """A price's distance below the publisher's list price."""

    # Whole per cent, rounded down and at least 1 (OF-8, OF-9).
    percent: int
    list_price: Decimal
    # When the publisher last stated the list price, None when nobody knows.
    seen_on: date | None
    # Whether that is more than `LIST_PRICE_MONTHS` ago.
    is_old: bool
    old_after_months: int = LIST_PRICE_MONTHS


def saving(
    price: Decimal, *, list_price: Decimal | None, seen_on: date | None, today: date
) -> Saving | None:
    """Return what may be claimed of `price` beside `list_price`, both in one currency.

    None where nothing may be claimed: there is no list price, or the saving is less than 1 %.
    """
    percent = saving_percent(list_price, price)
    if list_price is None or percent is None:
        return None
    return Saving(percent, list_price, seen_on, is_old=_is_old(seen_on, today))


def _is_old(seen_on: date | None, today: date) -> bool:
    if seen_on is None:
        return False
    months = (today.year - seen_on.year) * 12 + today.month - seen_on.month
    # The days decide within the month: the 6th of June is good until the 6th of June.
    return (months, today.day - seen_on.day) > (LIST_PRICE_MONTHS, 0)
