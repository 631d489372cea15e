"""The shop's currency and the limits of its prices, as the environment gives them."""

import os
from decimal import Decimal

from babel.numbers import list_currencies
from django.core.exceptions import ImproperlyConfigured

from marketplace.pricing import InvalidPrice, parse_price


def read_currency(name: str, *, default: str) -> str:
    """Return a currency by its three letters (ISO 4217)."""
    currency = os.environ.get(name, default).strip().upper()
    if currency not in list_currencies():
        raise ImproperlyConfigured(f"{name} is {currency!r}; write three letters such as EUR.")
    return currency


def read_price_limits(
    lowest: str, highest: str, *, default: tuple[str, str]
) -> tuple[Decimal, Decimal]:
    """Return the prices of two variables, of which the first may not exceed the second."""
    minimum, maximum = _read_price(lowest, default[0]), _read_price(highest, default[1])
    if minimum > maximum:
        raise ImproperlyConfigured(f"{lowest}, {minimum}, is more than {highest}, {maximum}.")
    return minimum, maximum


def _read_price(name: str, default: str) -> Decimal:
    try:
        return parse_price(os.environ.get(name, default))
    except InvalidPrice as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
