"""Display only: how money, numbers and lists of names are written."""

from decimal import Decimal
from functools import lru_cache
from typing import cast

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from catalog import durations
from catalog.cover_sizes import SIZES
from catalog.lengths import LengthUnit
from catalog.models import Contributor, Edition

register = template.Library()
LOCALE = Locale("en", "US")
# Nine lines of 64 characters, less what a paragraph leaves empty.
LONG_TEXT = 560


@register.filter
def money(amount: Decimal | None) -> str:
    """Write an amount in the shop's currency: $1,024.91 (OF-10)."""
    return "" if amount is None else _written_amount(amount, settings.STORE_CURRENCY)


@lru_cache(maxsize=10_000)
def _written_amount(amount: Decimal, currency: str) -> str:
    return format_currency(amount, currency, locale=LOCALE)


@register.filter
def number(value: int | None) -> str:
    """Write a whole number with thousands separators: 902,478 (PD-6)."""
    return "" if value is None else _written_number(value)


@lru_cache(maxsize=10_000)
def _written_number(value: int) -> str:
    return format_decimal(value, locale=LOCALE)


@register.filter
def playing_time(minutes: int) -> str:
    """Write a playing time: 8 hours 12 minutes."""
    return durations.in_words(minutes)


@register.filter
def dimensions(edition: Edition) -> str:
    """Write an edition's width, height and depth in the shop's unit (PD-7)."""
    return edition.dimensions(cast(LengthUnit, settings.LENGTH_UNIT))


@register.filter
def names(contributors: list[Contributor]) -> SafeString:
    """Write contributors as a list: A, B, and C. A name's own direction never leaves it."""
    return listed([each.name for each in contributors])


@register.filter
def listed(texts: list[str]) -> SafeString:
    """Write names as `names` does, where only their texts are known."""
    return _list([format_html("<bdi>{}</bdi>", each) for each in texts])


@register.filter
def linked_names(contributors: list[Contributor]) -> SafeString:
    """Write contributors as `names` does, each leading to its page."""
    link = '<a href="{}"><bdi>{}</bdi></a>'
    return _list([format_html(link, each.get_absolute_url(), each.name) for each in contributors])


def _list(parts: list[SafeString]) -> SafeString:
    # Each part is escaped already, and the words that join them are Babel's.
    return mark_safe(format_list(parts, locale=LOCALE))  # noqa: S308


@register.filter
def is_long(text: str) -> bool:
    """Whether a text is longer than the lines that the stylesheet leaves of it when it is cut."""
    return len(text) > LONG_TEXT


@register.filter
def tone(isbn13: str) -> int:
    """Choose one of the six tones of a drawn cover, always the same for the same book."""
    return int(isbn13) % 6 + 1


@register.simple_tag
def length_unit() -> str:
    return {"in": "inches", "cm": "centimetres"}[settings.LENGTH_UNIT]


@register.filter
def cover_srcset(edition: Edition, extension: str) -> str:
    """Write the cover's files of one format for `srcset`, each with its width."""
    source = edition.cover_sources[extension]
    url = edition.cover.storage.url
    return ", ".join(f"{url(name)} {width}w" for name, width in source.files)


@register.filter
def cover_sizes(place: str) -> str:
    """Write for `sizes` how wide a cover stands in a place ("book", "shelf" or "small")."""
    return SIZES[place]
