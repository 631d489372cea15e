"""The country the shop is at home in, as the environment gives it."""

import os

from django.core.exceptions import ImproperlyConfigured

from marketplace.countries import COUNTRIES


def read_country(name: str, *, default: str) -> str:
    """Return a country by its two letters (ISO 3166)."""
    country = os.environ.get(name, default).strip().upper()
    if country not in COUNTRIES:
        raise ImproperlyConfigured(f"{name} is {country!r}; write two letters such as US.")
    return country
