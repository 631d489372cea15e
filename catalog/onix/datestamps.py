"""When a fact was last stated: by the message, or by what the record itself says of a price."""

from collections.abc import Iterator
from datetime import date, datetime

from catalog.onix.elements import Element, attribute, children, with_code


def day_of(written: str, today: date) -> date | None:
    """Read the day of "20260601T1200Z" (ONIX List 55); the time is of no use here.

    A clock that is ahead, or of a zone where the day has begun, sends nothing after today.
    """
    try:
        return min(datetime.strptime(written[:8], "%Y%m%d").date(), today)  # noqa: DTZ007
    except ValueError:
        return None


def price_stated_on(product: Element, today: date) -> date | None:
    """Return the day of the datestamp that the list price bears; of several, the earliest.

    Whoever passes a publisher's price on dates it so: the message is younger than the price.
    """
    days = (day_of(attribute(price, "datestamp"), today) for price in _list_prices(product))
    return min((day for day in days if day), default=None)


def is_price_of_unknown_day(product: Element) -> bool:
    """Whether the list price is passed on, and by somebody who does not know since when it is.

    Such a price names whom it is from and bears no datestamp, and the message is younger.
    """
    prices = list(_list_prices(product))
    is_passed_on = any(
        attribute(price, "sourcetype") or attribute(price, "sourcename") for price in prices
    )
    return is_passed_on and not any(attribute(price, "datestamp") for price in prices)


def _list_prices(product: Element) -> Iterator[Element]:
    """Yield the recommended retail prices (ONIX List 58)."""
    for supply in children(product, "ProductSupply"):
        for detail in children(supply, "SupplyDetail"):
            yield from with_code(detail, "Price", "PriceType", "01", "02")
