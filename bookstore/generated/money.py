"""Prices of made-up books, in hundredths, as the database takes them."""

from django.conf import settings


def in_text(cents: int | None) -> str | None:
    return None if cents is None else f"{cents // 100}.{cents % 100:02}"


def within_limits(cents: int) -> int:
    """Return the next price that a seller may ask in this shop (OF-15)."""
    lowest, highest = int(settings.OFFER_PRICE_MIN * 100), int(settings.OFFER_PRICE_MAX * 100)
    return min(max(cents, lowest), highest)
