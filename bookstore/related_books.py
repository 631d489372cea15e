"""The books shown beside a book: of its series, that its readers recommend, by its authors, on its
subjects.

Which books stand on these shelves is worked out when the index follows a change (search.related).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from catalog.byline import byline
from catalog.models import Contribution, SeriesPart, Subject, Work
from catalog.series_numbers import number_in_series
from reviews.search_facts import readers_shelf
from search.related import RelatedBook, Wanted, read
from search.shelves import lowest_parts
from search.tokens import token

# Of a book with forty authors and as many subjects, a page is made that somebody reads.
SERIES_MAX, AUTHORS_MAX, SUBJECTS_MAX = 2, 2, 2


@dataclass(frozen=True)
class RelatedShelf:
    """Books under the heading `label` and `name`; at `address`, where there is one, are all."""

    label: str
    books: Sequence[RelatedBook]
    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class _Heading:
    wanted: Wanted
    label: str
    name: str = ""
    address: str = ""


def read_related(
    work: Work, contributions: Sequence[Contribution], parts: Iterable[SeriesPart]
) -> list[RelatedShelf]:
    """Return the shelves that have other books, each book once. Two queries.

    Needs the contributors and the series loaded, and the main subject of the work.
    """
    headings = [
        *_series(parts),
        _Heading(Wanted(readers_shelf(work.pk)), "Readers of this also recommend"),
        *_authors(contributions),
        *_subjects(work),
    ]
    shelves = read(work.pk, [heading.wanted for heading in headings])
    return [
        RelatedShelf(heading.label, books, heading.name, heading.address)
        for heading, books in zip(headings, shelves, strict=True)
        if books
    ]


def _series(parts: Iterable[SeriesPart]) -> Iterator[_Heading]:
    """Yield each series once, to be read around the book's number in it."""
    for part in islice(lowest_parts(parts).values(), SERIES_MAX):
        series = part.series
        wanted = Wanted(token("series", series.pk), around=number_in_series(part.number))
        yield _Heading(wanted, "In this series:", series.name, series.get_absolute_url())


def _authors(contributions: Sequence[Contribution]) -> Iterator[_Heading]:
    for part in byline(contributions)[:1]:
        for author in part.contributors[:AUTHORS_MAX]:
            wanted = Wanted(token("contributor", author.pk))
            yield _Heading(wanted, "More by", author.name, author.get_absolute_url())


def _subjects(work: Work) -> Iterator[_Heading]:
    for subject in _chosen_subjects(work):
        name = " › ".join(subject.path)
        wanted = Wanted(token("subject", subject.pk))
        yield _Heading(wanted, "On the same subject:", name, subject.get_absolute_url())


def _chosen_subjects(work: Work) -> list[Subject]:
    """Return the main subject and others of its scheme; other schemes say the same once more."""
    main = work.main_subject
    if main is None:
        return list(work.subjects.all()[:SUBJECTS_MAX])
    others = work.subjects.filter(scheme=main.scheme).exclude(pk=main.pk)
    return [main, *others[: SUBJECTS_MAX - 1]]
