"""The page of results: which books, row by row, with what was searched for marked in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from babel.lists import format_list
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from catalog.templatetags.shop import LOCALE, tone
from search.engines import reading
from search.marking import Marker
from search.models import Document
from search.passages import Passage, passages
from search.ranking import Candidate
from search.terms import Term

_EDITIONS_SHOWN, _NAMES_SHOWN, _ROLES_SHOWN = 4, 4, 3


@dataclass(frozen=True)
class Row:
    """What a row of results shows of a work; `facts` is what the index keeps for it."""

    facts: Mapping[str, Any]
    title: SafeString
    subtitle: SafeString
    byline: SafeString
    stars: SafeString
    tone: int
    editions: Sequence[Mapping[str, Any]]
    further_editions: int
    passage: Passage | None


def rows_of(page: Page | Sequence[Candidate], terms: Sequence[Term]) -> list[Row]:
    """Return the rows of the works on a page, in their order. Three queries at the most."""
    works = list(page)
    documents = Document.objects.using(reading()).only("shown")
    shown = documents.in_bulk([work.work_id for work in works])
    quoted = passages({work.work_id: _missing(work, terms) for work in works}, terms)
    marker = Marker(terms)
    return [
        _row(shown[work.work_id].shown, marker, quoted.get(work.work_id))
        for work in works
        if work.work_id in shown
    ]


def _missing(work: Candidate, terms: Sequence[Term]) -> list[Term]:
    """Return the terms that title and names do not have."""
    words = {*work.title.split(), *work.subtitle.split(), *work.people.split()}
    return [term for term in terms if not any(words.issuperset(phrase) for phrase in term.group)]


def _row(facts: Mapping[str, Any], marker: Marker, passage: Passage | None) -> Row:
    return Row(
        facts=facts,
        title=marker.mark(facts["title"]),
        subtitle=marker.mark(facts["subtitle"]),
        byline=_byline(facts["byline"], marker),
        stars=_stars(round(float(facts["rating"]))) if facts.get("rating") else SafeString(),
        tone=tone(facts["isbn13"]) if facts["isbn13"] else 1,
        editions=facts["editions"][:_EDITIONS_SHOWN],
        further_editions=max(facts["edition_count"] - _EDITIONS_SHOWN, 0),
        passage=passage,
    )


def _byline(parts: Sequence[tuple[str, Sequence[tuple[str, str]]]], marker: Marker) -> SafeString:
    """Return who made a book as HTML, each name leading to its page."""
    roles = [
        f"{escape(phrase)} {_names(people, marker)}" for phrase, people in parts[:_ROLES_SHOWN]
    ]
    # Names are escaped where they are marked, and the rest here.
    return mark_safe("; ".join(roles))  # noqa: S308


def _names(people: Sequence[tuple[str, str]], marker: Marker) -> str:
    names = [
        f'<a href="{_author_address(slug)}"><bdi>{marker.mark(name)}</bdi></a>'
        for name, slug in people[:_NAMES_SHOWN]
    ]
    if others := len(people) - len(names):
        names.append(f"{others} others" if others > 1 else "1 other")
    return format_list(names, locale=LOCALE)


@lru_cache(maxsize=10_000)
def _author_address(slug: str) -> str:
    return escape(reverse("catalog:author-detail", args=[slug]))


@cache
def _stars(filled: int) -> SafeString:
    return render_to_string("includes/_stars.html", {"filled": filled})
