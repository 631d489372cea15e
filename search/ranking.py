"""The order of results: what fits in title and names first, then what is liked and sold.

The rules, with what each is worth, are in docs/decisions/search-ranking.md.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from math import log
from typing import NamedTuple

from django.db import connections

from search.terms import Term

# What a term is worth by where a book has it.
_IN_TITLE, _IN_PEOPLE, _IN_SUBTITLE, _ELSEWHERE = 1.0, 0.95, 0.8, 0.3
# What a correction is worth of the word as it was typed.
_CORRECTED = 0.7
# What else is added to the share of the terms that is found, which is 1 at the most.
_SAME_TITLE, _TITLE_COVERED, _PHRASE = 0.5, 0.4, 0.3
_CANDIDATES = (
    "SELECT work_id, title, subtitle, people, quality, tokens FROM search_document WHERE work_id IN"
)


class Candidate(NamedTuple):
    """A work that has the terms, with what it is ranked by; a page makes hundreds of them."""

    work_id: int
    title: str
    subtitle: str
    people: str
    quality: float
    tokens: str


def candidates(works: Collection[int], using: str) -> list[Candidate]:
    """Return what works are ranked by; those that are gone are left out. One query."""
    if not works:
        return []
    # Written out, since for hundreds of keys Django takes longer than the database.
    places = ", ".join(["%s"] * len(works))
    with connections[using].cursor() as cursor:
        cursor.execute(f"{_CANDIDATES} ({places})", list(works))
        return [Candidate._make(row) for row in cursor.fetchall()]


def weights(terms: Sequence[Term], works: Callable[[Term], int]) -> list[float]:
    """Return what each term counts, together 1: a word that few books have counts more."""
    raw = [1 / log(works(term) + 2.72) for term in terms]
    return [weight / sum(raw) for weight in raw]


def in_order(
    found: Iterable[Candidate],
    terms: Sequence[Term],
    shares: Sequence[float],
    *,
    typed: str,
    phrase_in: Collection[int] = (),
) -> list[Candidate]:
    """Return the candidates, the best first.

    `typed` is the whole line, as a title may be; `phrase_in` are those that have it in a row.
    """

    def key(candidate: Candidate) -> tuple[float, float, int]:
        score = _score(candidate, terms, shares, typed)
        if candidate.work_id in phrase_in:
            score += _PHRASE
        return (-round(score, 2), -candidate.quality, candidate.work_id)

    return sorted(found, key=key)


def is_at_head(candidate: Candidate, terms: Iterable[Term]) -> bool:
    """Whether title and names have every term."""
    words = {*candidate.title.split(), *candidate.subtitle.split(), *candidate.people.split()}
    return all(_has(words, term) for term in terms)


def _score(
    candidate: Candidate, terms: Sequence[Term], shares: Sequence[float], typed: str
) -> float:
    title = candidate.title.split()
    in_title, in_people = {*title}, {*candidate.people.split()}
    in_subtitle = {*candidate.subtitle.split()}
    places = ((in_title, _IN_TITLE), (in_people, _IN_PEOPLE), (in_subtitle, _IN_SUBTITLE))
    score = 0.0
    covered: set[str] = set()
    for term, share in zip(terms, shares, strict=True):
        worth, words = _worth(term, places)
        score += share * worth
        covered.update(words)
    if title:
        score += _TITLE_COVERED * len(in_title & covered) / len(in_title)
    if candidate.title == typed:
        score += _SAME_TITLE
    return score


def _worth(term: Term, places: Iterable[tuple[set[str], float]]) -> tuple[float, Collection[str]]:
    """Return what the best place of a term is worth, and the words that stand there."""
    for words, worth in places:
        for phrase in term.phrases:
            if words.issuperset(phrase):
                return worth, phrase
        for word in term.corrections:
            if word in words:
                return worth * _CORRECTED, (word,)
    return _ELSEWHERE, ()


def _has(words: set[str], term: Term) -> bool:
    return any(words.issuperset(phrase) for phrase in term.phrases)
