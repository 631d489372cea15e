"""What is suggested while somebody types: the best books, and authors and subjects among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from search.catalogue_filters import SUBJECT
from search.completing import find_begun
from search.engines import reading
from search.filters import counted
from search.finding import Hits
from search.marking import Marker
from search.stored import shown_of
from search.terms import Term
from search.words import words_of

_MOST_BOOKS, _MOST_OTHERS = 6, 2
# Authors are looked for among those of so many books.
_LOOKED_THROUGH = 20


@dataclass(frozen=True)
class Suggestion:
    """Something to go to; `kind` is what it is, `detail` what else tells it from others."""

    kind: str
    name: SafeString
    detail: str
    address: str


def suggestions(text: str) -> list[Suggestion]:
    """Return what somebody may mean who has typed this so far. A handful of queries."""
    hits = find_begun(text)
    if not hits.works:
        return []
    shown = _shown(hits)
    marker = Marker(hits.terms)
    return [*_books(shown, marker), *_authors(shown, hits.terms, marker), *_subjects(hits, marker)]


def _shown(hits: Hits) -> list[Mapping[str, Any]]:
    """Return what the first works show, in their order. One query."""
    keys = [work.work_id for work in hits.works[:_LOOKED_THROUGH]]
    shown = shown_of(keys, reading())
    return [shown[key] for key in keys if key in shown and shown[key]["url"]]


def _books(shown: Sequence[Mapping[str, Any]], marker: Marker) -> Iterator[Suggestion]:
    for facts in shown[:_MOST_BOOKS]:
        names = [name for _, people in facts["byline"][:1] for name, _ in people]
        yield Suggestion("Book", marker.mark(facts["title"]), ", ".join(names[:2]), facts["url"])


def _authors(
    shown: Iterable[Mapping[str, Any]], terms: Sequence[Term], marker: Marker
) -> list[Suggestion]:
    named = {
        slug: name
        for facts in shown
        for _, people in facts["byline"]
        for name, slug in people
        if _has_all(name, terms)
    }
    return [
        Suggestion("Author", marker.mark(name), "", reverse("browse:author-detail", args=[slug]))
        for slug, name in list(named.items())[:_MOST_OTHERS]
    ]


def _subjects(hits: Hits, marker: Marker) -> list[Suggestion]:
    """Return subjects of the books found that are called so. One query, or none."""
    counts = counted(work.tokens for work in hits.works)
    return [
        Suggestion(
            "Subject",
            marker.mark(choice.label),
            "",
            reverse("browse:subject-detail", args=[choice.value]),
        )
        for choice in SUBJECT.offered(counts)
        if _has_all(choice.label, hits.terms)
    ][:_MOST_OTHERS]


def _has_all(text: str, terms: Iterable[Term]) -> bool:
    words = {*words_of(text)}
    return all(any(words.issuperset(phrase) for phrase in term.group) for term in terms)
