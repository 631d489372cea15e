"""Shelves: where the books stand that belong together, such as those of an author, in order.

A shelf is named as a token is (search.tokens): “contributor_12”, “series_3”, “subject_7”. A work
stands on those of the people named first in its byline, of its series and of its subjects; the
rooms above add shelves of theirs (search.facts).
"""

from collections.abc import Iterator, Sequence
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
    parts = [part for edition in editions for part in edition.series_parts.all()]
    for part in sorted(parts, key=_place, reverse=True):
        # A work that has several numbers in a series stands where the lowest of them says.
        shelves[token("series", part.series_id)] = _standing(part, quality)
    return shelves


def _of_people_and_subjects(work: Work, byline: Sequence[BylinePart]) -> Iterator[str]:
    for part in byline[:1]:
        yield from (token("contributor", contributor.pk) for contributor in part.contributors)
    yield from (token("subject", subject.pk) for subject in work.subjects.all())
    if work.main_subject_id:
        yield token("subject", work.main_subject_id)


def _place(part: SeriesPart) -> tuple[float, int]:
    number = number_in_series(part.number)
    return (UNNUMBERED if number is None else number, part.pk)


def _standing(part: SeriesPart, quality: float) -> Standing:
    number = number_in_series(part.number)
    if number is None:
        return Standing(UNNUMBERED - quality, part.shown_number)
    return Standing(number, part.shown_number)
