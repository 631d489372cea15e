"""Shelves: where the books stand that belong together, such as those of an author, in order.

A shelf is named as a token is (search.tokens): “contributor_12”, “series_3”, “subject_7”. A work
stands on those of the people named first in its byline, of its series and of its subjects; the
rooms above add shelves of theirs (search.facts).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from catalog.byline import BylinePart
from catalog.models import Edition, SeriesPart, Work
from catalog.series_numbers import number_in_series
from search.tokens import token

# Behind all books of a series that have a number stand the others, the best known first.
UNNUMBERED = 1e9


class Standing(NamedTuple):
    """Where a work stands on a shelf, the lowest `position` first, and what is told of it there."""

    position: float
    note: str = ""


def shelves_of(
    work: Work, byline: Sequence[BylinePart], editions: Sequence[Edition], quality: float
) -> dict[str, Standing]:
    """Return the catalogue's shelves that a work stands on; its own facts are prefetched."""
    shelves = dict.fromkeys(_of_people_and_subjects(work, byline), Standing(-quality))
    parts = lowest_parts(part for edition in editions for part in edition.series_parts.all())
    for series, part in parts.items():
        shelves[token("series", series)] = _standing(part, quality)
    return shelves


def lowest_parts(parts: Iterable[SeriesPart]) -> dict[int, SeriesPart]:
    """Return by series the part that a work stands there with, of those of all its editions."""
    lowest: dict[int, SeriesPart] = {}
    for part in parts:
        other = lowest.setdefault(part.series_id, part)
        if _number(part) < _number(other):
            lowest[part.series_id] = part
    return lowest


def _of_people_and_subjects(work: Work, byline: Sequence[BylinePart]) -> Iterator[str]:
    for part in byline[:1]:
        yield from (token("contributor", contributor.pk) for contributor in part.contributors)
    yield from (token("subject", subject.pk) for subject in work.subjects.all())
    if work.main_subject_id:
        yield token("subject", work.main_subject_id)


def _standing(part: SeriesPart, quality: float) -> Standing:
    number = _number(part)
    return Standing(number - quality if number == UNNUMBERED else number, part.shown_number)


def _number(part: SeriesPart) -> float:
    number = number_in_series(part.number)
    return UNNUMBERED if number is None else number
