"""The order of results: what fits in title and names first, then what is liked and sold.

The rules, with what each is worth, are in docs/decisions/search-ranking.md.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from math import log
from typing import NamedTuple

from search.stored import rows_of_works
from search.terms import Term

# What a term is worth by where a book has it.
_IN_TITLE, _IN_PEOPLE, _IN_SUBTITLE, _ELSEWHERE = 1.0, 0.95, 0.8, 0.3
# What a correction is worth of the word as it was typed.
_CORRECTED = 0.7
# What else is added to the share of the terms that is found, which is 1 at the most.
_SAME_TITLE, _TITLE_COVERED, _PHRASE = 0.5, 0.4, 0.3


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
    rows = rows_of_works(", ".join(Candidate._fields), works, using)
    return [Candidate._make(row) for row in rows]


def tokens_of(works: Collection[int], using: str) -> list[str]:
    """Return the tokens of works, in any order. One query."""
    return [tokens for (tokens,) in rows_of_works("tokens", works, using)]


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

    sought = [_sought(term, share) for term, share in zip(terms, shares, strict=True)]
    phrase = {*phrase_in}

    def key(candidate: Candidate) -> tuple[float, float, int]:
        score = _score(candidate, sought, typed)
        if candidate.work_id in phrase:
            score += _PHRASE
        return (-round(score, 2), -candidate.quality, candidate.work_id)

    return sorted(found, key=key)


def is_at_head(candidate: Candidate, terms: Iterable[Term]) -> bool:
    """Whether title and names have every term."""
    words = {*candidate.title.split(), *candidate.subtitle.split(), *candidate.people.split()}
    return all(any(words.issuperset(phrase) for phrase in term.phrases) for term in terms)


class _Sought(NamedTuple):
    """A term and its share. Its words have a space on both sides, as they stand in a text.

    They are looked for in texts with one at both ends, which takes a fraction of the time of sets.
    """

    share: float
    phrases: Sequence[Sequence[str]]
    corrections: Sequence[str]


def _sought(term: Term, share: float) -> _Sought:
    phrases = [[f" {word} " for word in phrase] for phrase in term.phrases]
    return _Sought(share, phrases, [f" {word} " for word in term.corrections])


def _score(candidate: Candidate, sought: Iterable[_Sought], typed: str) -> float:
    title = f" {candidate.title} "
    places = (
        (title, _IN_TITLE),
        (f" {candidate.people} ", _IN_PEOPLE),
        (f" {candidate.subtitle} ", _IN_SUBTITLE),
    )
    score = 0.0
    in_title: set[str] = set()
    for each in sought:
        worth, words = _worth(each, places)
        score += each.share * worth
        for word in words:
            if word in title:
                in_title.add(word)
    if in_title:
        score += _TITLE_COVERED * len(in_title) / len({*title.split()})
    if candidate.title == typed:
        score += _SAME_TITLE
    return score


def _worth(sought: _Sought, places: Iterable[tuple[str, float]]) -> tuple[float, Sequence[str]]:
    """Return what the best place of a term is worth, and the words that stand there."""
    for text, worth in places:
        for phrase in sought.phrases:
            # Most are of one word, and a generator takes longer than to look.
            if phrase[0] in text and (len(phrase) == 1 or all(word in text for word in phrase)):
                return worth, phrase
        for word in sought.corrections:
            if word in text:
                return worth * _CORRECTED, (word,)
    return _ELSEWHERE, ()
