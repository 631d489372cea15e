"""Related books: the works on their shelves, kept with the index and read a few at a time.

`put` and `remove` are called where the index follows a change (search.indexing). Each shelf is in
order in the database, so that its first books are read at once, however long it is.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from catalog.importing import in_batches
from search.models import ShelfPlace
from search.shelves import Standing

# A list of covers has so many, which is a row of them on a wide screen.
BOOKS_SHOWN = 6
_NAMES_SHOWN = 3
_BATCH = 1_000


class Wanted(NamedTuple):
    """A shelf to look at: from its front, or around a position on it."""

    shelf: str
    around: float | None = None


@dataclass(frozen=True)
class RelatedBook:
    """A work on a shelf: `shown` is what the index keeps of it (search.documents)."""

    work_id: int
    note: str
    shown: Mapping[str, Any]

    @property
    def names(self) -> list[str]:
        """Who made the book: those named first, as few as a small space holds."""
        people = [name for name, _ in self.shown["byline"][0][1]] if self.shown["byline"] else []
        if len(people) <= _NAMES_SHOWN:
            return people
        return [*people[: _NAMES_SHOWN - 1], f"{len(people) - _NAMES_SHOWN + 1} others"]

    @property
    def price(self) -> Decimal | None:
        """The lowest price of a copy in any form; None where there is none now."""
        return Decimal(self.shown["lowest"]) if "lowest" in self.shown else None


def put(works: Mapping[int, Mapping[str, Standing]]) -> None:
    """Have these works stand on these shelves and on no others. Rows that stay are not written."""
    known: dict[int, dict[str, Standing]] = {}
    rows = ShelfPlace.objects.filter(work_id__in=works).order_by()
    for work, shelf, position, note in rows.values_list("work_id", "shelf", "position", "note"):
        known.setdefault(work, {})[shelf] = Standing(position, note)
    leaving = [work for work, shelves in known.items() if shelves.keys() - works[work].keys()]
    remove(leaving)
    for work in leaving:
        del known[work]
    _write(
        (work, shelf, *standing)
        for work, shelves in works.items()
        for shelf, standing in shelves.items()
        if known.get(work, {}).get(shelf) != standing
    )


def _write(rows: Iterable[tuple[int, str, float, str]]) -> None:
    """Store rows, whether they are there or not, without a model for each of so many."""
    for batch in in_batches(rows, _BATCH):
        places = ", ".join(["(%s, %s, %s, %s)"] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_shelfplace (work_id, shelf, position, note) "  # noqa: S608
                f"VALUES {places} ON CONFLICT (work_id, shelf) "
                "DO UPDATE SET position = EXCLUDED.position, note = EXCLUDED.note",
                [value for row in batch for value in row],
            )


def remove(works: Collection[int]) -> None:
    if works:
        ShelfPlace.objects.filter(work_id__in=works)._raw_delete(using="default")


def read(work: int, wanted: Sequence[Wanted]) -> list[list[RelatedBook]]:
    """Return the books beside a work on each shelf, BOOKS_SHOWN at the most. One query.

    No book is there twice: it stands on the first of its shelves.
    """
    found = _rows(work, wanted)
    seen: set[int] = set()
    chosen = []
    for number, (_, around) in enumerate(wanted):
        rows = [row for row in found if row.number == number and row.work_id not in seen]
        rows = rows[:BOOKS_SHOWN] if around is None else _around(around, rows)
        seen |= {row.work_id for row in rows}
        chosen.append([RelatedBook(row.work_id, row.note, json.loads(row.shown)) for row in rows])
    return chosen


class _Row(NamedTuple):
    number: int
    position: float
    work_id: int
    note: str
    # JSON, which is read of the books only that are shown.
    shown: str


def _around(position: float, rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows nearest to a position: as many before it as after it, where there are."""
    before = [row for row in rows if row.position < position]
    after = [row for row in rows if row.position >= position]
    half = BOOKS_SHOWN // 2
    from_before = min(len(before), max(half, BOOKS_SHOWN - len(after)))
    return [*before[len(before) - from_before :], *after[: BOOKS_SHOWN - from_before]]


def _rows(work: int, wanted: Sequence[Wanted]) -> list[_Row]:
    """Return the rows of all shelves in order: enough, whichever of them stand on others, too."""
    if not wanted:
        return []
    parts: list[str] = []
    values: list[str | int | float] = []
    for number, (shelf, around) in enumerate(wanted):
        most = BOOKS_SHOWN * (number + 1)
        for condition, order, bound in _directions(around):
            parts.append(_PART.format(number=number, condition=condition, order=order))
            values += [shelf, work, *bound, most]
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE.format(parts=" UNION ALL ".join(parts)), values)
        return [_Row(*row) for row in cursor.fetchall()]


def _directions(around: float | None) -> Iterable[tuple[str, str, list[float]]]:
    if around is None:
        return [("", "ASC", [])]
    return [("AND position < %s", "DESC", [around]), ("AND position >= %s", "ASC", [around])]


# A part reads the first few rows of a shelf from an index that has them in this order. Neither
# Django's union() on SQLite, which takes no LIMIT, nor a window function, which looks at the whole
# shelf, does so.
_PART = (
    "SELECT * FROM (SELECT {number} AS number, position, work_id, note FROM search_shelfplace "
    "WHERE shelf = %s AND work_id <> %s {condition} "
    "ORDER BY position {order}, work_id {order} LIMIT %s) AS shelf_{number}"
)
_WHOLE = (
    "SELECT number, position, document.work_id, note, shown FROM ({parts}) AS place "
    "JOIN search_document AS document ON document.work_id = place.work_id "
    "ORDER BY number, position, document.work_id"
)
