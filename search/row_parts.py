"""The parts of a row of results as HTML.

A page of twenty rows takes a few milliseconds in all, so that what repeats in each row comes to
the template (templates/search/_rows.html) in pieces, and not name by name.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from babel.lists import format_list
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from catalog.cover_sizes import SIZES
from catalog.templatetags.shop import LOCALE, money, number, tone
from search.marking import Marker

_EDITIONS_SHOWN, _NAMES_SHOWN, _ROLES_SHOWN = 4, 4, 3
_SIZES = SIZES["small"]

# What the index keeps for a row (search.documents).
Facts = Mapping[str, Any]
People = Sequence[tuple[str, str]]


def byline(facts: Facts, marker: Marker) -> SafeString:
    """Return who made a book, each name leading to its page."""
    roles = facts["byline"][:_ROLES_SHOWN]
    return _html("; ".join(f"{escape(phrase)} {_names(who, marker)}" for phrase, who in roles))


def cover(facts: Facts, *, lazy: bool) -> SafeString:
    """Return the picture, or one that is drawn; it says nothing that the title does not."""
    picture = facts["cover"]
    if picture is None:
        return _html(f'<span class="cover cover-drawn cover-tone-{_tone(facts)}"></span>')
    attributes = {name: picture[name] for name in ("src", "srcset", "width", "height")}
    attributes |= {"sizes": _SIZES, "alt": ""} | ({"loading": "lazy"} if lazy else {})
    avif = {"type": "image/avif", "srcset": picture["avif"], "sizes": _SIZES}
    source = f"<source{flatatt(avif)}>" if picture["avif"] else ""
    shown = {name: value for name, value in attributes.items() if value or name == "alt"}
    return _html(f'<span class="cover"><picture>{source}<img{flatatt(shown)}></picture></span>')


def editions(facts: Facts) -> SafeString:
    """Return the first editions as items of a list, each leading to its page."""
    shown = facts["editions"][:_EDITIONS_SHOWN]
    items = [_edition(each["url"], each["label"], each["year"]) for each in shown]
    if further := facts["edition_count"] - len(shown):
        items.append(f'<li class="soft">{further} more</li>')
    return _html("".join(items))


def rating(facts: Facts) -> SafeString:
    """Return what readers think, or nothing where none has said."""
    return _rating(facts["rating"], facts["reviews"]) if facts.get("rating") else SafeString()


def price(facts: Facts) -> SafeString:
    """Return the lowest price, or that there is no offer."""
    if not facts.get("offers"):
        return _html('<span class="soft">Not available now</span>')
    offers = _counted(facts["offers"], "offer")
    return _html(
        f'<span class="soft">from</span> <strong>{escape(money(Decimal(facts["lowest"])))}</strong>'
        f' <span class="soft">{offers}</span>'
    )


def _names(people: People, marker: Marker) -> str:
    names = [
        f'<a href="{_author_address(slug)}"><bdi>{marker.mark(name)}</bdi></a>'
        for name, slug in people[:_NAMES_SHOWN]
    ]
    if others := len(people) - len(names):
        names.append(_counted(others, "other"))
    return format_list(names, locale=LOCALE) if len(names) > 1 else names[0]


@lru_cache(maxsize=10_000)
def _author_address(slug: str) -> str:
    return escape(reverse("browse:author-detail", args=[slug]))


def _edition(url: str, label: str, year: int | None) -> str:
    words = f"{label} ({year})" if year else label
    return f'<li><a href="{escape(url)}">{escape(words)}</a></li>'


@lru_cache(maxsize=10_000)
def _rating(average: str, reviews: int) -> SafeString:
    # Half a star is drawn as a whole one.
    stars = render_to_string("includes/_stars.html", {"filled": int(float(average) + 0.5)})
    return _html(
        f'{stars} <span class="visually-hidden">Readers’ rating:</span> {escape(average)} of 5 '
        f'<span class="soft">({_counted(reviews, "review")})</span>'
    )


def _tone(facts: Facts) -> int:
    return tone(facts["isbn13"]) if facts["isbn13"] else 1


def _counted(count: int, thing: str) -> str:
    return f"{number(count)} {thing}{'' if count == 1 else 's'}"


def _html(text: str) -> SafeString:
    """Say of a text that all in it that comes from the catalogue is escaped."""
    return mark_safe(text)  # noqa: S308
