"""Arithmetic and reading of prices: Decimal in, Decimal out, no currency conversion."""

import re
from decimal import Decimal

from django.conf import settings

_PLAIN_DECIMAL = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
_MOST_WHOLE_DIGITS = 8


class InvalidPrice(ValueError):
    """A price the shop does not take; the message says why in plain words."""


def saving_percent(list_price: Decimal | None, price: Decimal) -> int | None:
    """Return how many whole percent `price` lies below `list_price`, both in one currency.

    Rounds down, so that a saving is never overstated (OF-9). None means that nothing is shown:
    there is no list price, or the saving is less than 1 % (OF-8).
    """
    if list_price is None or list_price <= 0:
        return None
    percent = int((list_price - price) * 100 // list_price)
    return percent if percent >= 1 else None


def total_price(price: Decimal, shipping: Decimal | None) -> Decimal:
    """Return price plus shipping, in the one currency of both; None is shipping not charged."""
    return price if shipping is None else price + shipping


def parse_price(text: str) -> Decimal:
    """Read a price from a feed: digits, and at most 2 decimals after a point ("24.91").

    Spaces around it are dropped. Raises InvalidPrice with the reason in words for all else:
    a price that was only guessed right is worse than a row refused. Source: OF-10.
    """
    price_text = text.strip()
    match = _PLAIN_DECIMAL.fullmatch(price_text)
    if match is None:
        raise InvalidPrice(_why_not_plain(price_text))
    whole, decimals = match.group(1), match.group(2) or ""
    if len(decimals) > 2:
        raise InvalidPrice(f"{_quoted(price_text)} has more than 2 decimals.")
    if len(whole) > _MOST_WHOLE_DIGITS:
        raise InvalidPrice(
            f"{_quoted(price_text)} has more than {_MOST_WHOLE_DIGITS} digits before the point."
        )
    price = Decimal(price_text)
    if price == 0:
        raise InvalidPrice("The price is zero. A price must be more than zero.")
    return price


def check_limits(price: Decimal, *, minimum: Decimal, maximum: Decimal) -> None:
    """Raise InvalidPrice unless minimum <= price <= maximum, all in one currency (OF-15)."""
    if not minimum <= price <= maximum:
        raise InvalidPrice(
            f"The price {price} is outside the limits: the lowest is {minimum}, "
            f"the highest is {maximum}."
        )


def check_shop_limits(price: Decimal) -> None:
    """Raise InvalidPrice for a price outside the limits of this shop's settings (OF-15)."""
    check_limits(
        price,
        minimum=Decimal(settings.OFFER_PRICE_MIN),
        maximum=Decimal(settings.OFFER_PRICE_MAX),
    )


def _why_not_plain(text: str) -> str:
    for fits, reason in _REASONS:
        if re.search(fits, text, re.IGNORECASE):
            return f"{_quoted(text)} {reason}"
    return f"{_quoted(text)} is not a price. Write it like 24.91."


# The first pattern found in a refused text gives the reason. A digit is \d but not 0 to 9 when
# it belongs to another script.
_REASONS = (
    (r"^$", "is empty. Write a price like 24.91."),
    (r"(?![0-9])\d", "has digits other than 0 to 9. Write it like 24.91."),
    (r"nan|inf", "is not a number."),
    (r"^[-\N{MINUS SIGN}]", "is negative. A price must be more than zero."),
    (r"[$€£¥¢]|^[a-z]{3}\s|\s[a-z]{3}$", "names a currency. The currency has its own column."),
    (r",", "has a comma. Write a point before the cents and no thousands separator."),
    (r"[0-9]e[-+]?[0-9]", "has an exponent. Write the number in full."),
    (r"^\+", "has a sign. Write it without."),
    (r"^\.[0-9]|[0-9]\.$", "lacks digits on one side of the point. Write it like 0.99."),
)


def _quoted(text: str) -> str:
    shown = text if len(text) <= 30 else f"{text[:30]}…"
    return f"The price “{shown}”"
