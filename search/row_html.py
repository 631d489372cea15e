"""A row of results as HTML.

Written here and not in a template: a page with twenty of them takes a few milliseconds in all
(docs/decisions/filters-in-the-address.md).
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

from catalog.cover_sizes import SIZES
from catalog.templatetags.shop import LOCALE, money, number, tone
from search.marking import Marker
from search.passages import Passage

_EDITIONS_SHOWN, _NAMES_SHOWN, _ROLES_SHOWN = 4, 4, 3
_SIZES = SIZES["small"]

# What the index keeps for a row (search.documents).
Facts = Mapping[str, Any]
People = Sequence[tuple[str, str]]


def row(facts: Facts, marker: Marker, passage: Passage | None, *, lazy: bool) -> str:
    """Return what a row shows of a work, as an item of a list, with the words marked.

    All in it that comes from the catalogue is escaped.
    """
    title = f'<a href="{escape(facts["url"])}"><bdi>{marker.mark(facts["title"])}</bdi></a>'
    subtitle = f"<bdi>{marker.mark(facts['subtitle'])}</bdi>" if facts["subtitle"] else ""
    return (
        f'<li class="result"><div class="result-cover">{_cover(facts, lazy=lazy)}</div>'
        f'<div class="result-book"><h3>{title}</h3>'
        f"{_line('subtitle', subtitle)}{_line('byline', _byline(facts, marker))}"
        f"{_line('rating', _rating_of(facts))}{_line('passage', _quoted(passage))}"
        f'<ul class="result-editions">{_editions(facts)}</ul></div>'
        f"{_line('price', _price(facts))}</li>\n"
    )


def _line(kind: str, html: str) -> str:
    return f'<p class="result-{kind}">{html}</p>' if html else ""


def _byline(facts: Facts, marker: Marker) -> str:
    """Return who made a book, each name leading to its page."""
    roles = facts["byline"][:_ROLES_SHOWN]
    return "; ".join(f"{escape(phrase)} {_names(who, marker)}" for phrase, who in roles)


def _quoted(passage: Passage | None) -> str:
    if passage is None:
        return ""
    return f'<span class="soft">{passage.source}:</span> <q><bdi>{passage.text}</bdi></q>'


def _cover(facts: Facts, *, lazy: bool) -> str:
    """Return the picture, or one that is drawn; it says nothing that the title does not."""
    picture = facts["cover"]
    if picture is None:
        return f'<span class="cover cover-drawn cover-tone-{_tone(facts)}"></span>'
    attributes = {name: picture[name] for name in ("src", "srcset", "width", "height")}
    attributes |= {"sizes": _SIZES, "alt": ""} | ({"loading": "lazy"} if lazy else {})
    avif = {"type": "image/avif", "srcset": picture["avif"], "sizes": _SIZES}
    source = f"<source{flatatt(avif)}>" if picture["avif"] else ""
    shown = {name: value for name, value in attributes.items() if value or name == "alt"}
    return f'<span class="cover"><picture>{source}<img{flatatt(shown)}></picture></span>'


def _editions(facts: Facts) -> str:
    """Return the first editions as items of a list, each leading to its page."""
    shown = facts["editions"][:_EDITIONS_SHOWN]
    items = [_edition(each["url"], each["label"], each["year"]) for each in shown]
    if further := facts["edition_count"] - len(shown):
        items.append(f'<li class="soft">{further} more</li>')
    return "".join(items)


def _rating_of(facts: Facts) -> str:
    """Return what readers think, or nothing where none has said."""
    return _rating(facts["rating"], facts["reviews"]) if facts.get("rating") else ""


def _price(facts: Facts) -> str:
    """Return the lowest price, or that there is no offer."""
    if not facts.get("offers"):
        return '<span class="soft">Not available now</span>'
    offers = _counted(facts["offers"], "offer")
    return (
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
def _rating(average: str, reviews: int) -> str:
    # Half a star is drawn as a whole one.
    stars = render_to_string("includes/_stars.html", {"filled": int(float(average) + 0.5)})
    return (
        f'{stars} <span class="visually-hidden">Readers’ rating:</span> {escape(average)} of 5 '
        f'<span class="soft">({_counted(reviews, "review")})</span>'
    )


def _tone(facts: Facts) -> int:
    return tone(facts["isbn13"]) if facts["isbn13"] else 1


def _counted(count: int, thing: str) -> str:
    return f"{number(count)} {thing}{'' if count == 1 else 's'}"
