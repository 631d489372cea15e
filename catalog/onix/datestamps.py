"""When a fact was last stated: by the message, or by what the record itself says of a price."""

from datetime import date, datetime

from catalog.onix.elements import Element, attribute, child_text, children


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
    days = [
        day_of(attribute(price, "datestamp"), today)
        for supply in children(product, "ProductSupply")
        for detail in children(supply, "SupplyDetail")
        for price in children(detail, "Price")
        # Recommended retail prices of List 58.
        if child_text(price, "PriceType") in ("01", "02")
    ]
    return min((day for day in days if day), default=None)
