from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model

from catalog.loading.inserting import insert_rows
from catalog.loading.pending_rows import PendingRows

Row = dict[str, Any]


class ChildRows:
    """The rows of a model below some parents: read in one query, and written in two at the end."""

    def __init__(
        self,
        model: type[Model],
        columns: Sequence[str],
        *,
        below: Iterable[int],
        refers: Mapping[str, PendingRows[Any]],
    ) -> None:
        """Read what stands below the parents with these keys.

        The first column tells the order; `refers` names the columns with keys that may be pending,
        first the parent's.
        """
        self._stored = model._default_manager.order_by(columns[0], "pk")
        self._columns = columns
        self._refers = dict(refers)
        self._parent = next(iter(refers))
        self._changed: set[int] = set()
        self._rows: dict[int, list[Row]] = {}
        for row in self._of(below).values(self._parent, *columns):
            self._rows.setdefault(row.pop(self._parent), []).append(row)

    def refer(self, column: str, rows: PendingRows[Any]) -> None:
        """Take the keys of this column for those of pending rows."""
        self._refers[column] = rows

    def below(self, parent: int) -> list[Row]:
        return self._rows.get(parent, [])

    def column(self, name: str) -> set[Any]:
        """Return the values that this column has below any parent."""
        return {row[name] for rows in self._rows.values() for row in rows}

    def replace(self, parent: int, rows: list[Row]) -> bool:
        """Make the parent's rows be `rows`, once `write` is called; return False if they are."""
        if rows == self.below(parent):
            return False
        self._rows[parent] = rows
        self._changed.add(parent)
        return True

    def write(self) -> None:
        """Write what was replaced, after the rows that it refers to."""
        known = [parent for parent in self._changed if parent > 0]
        if known:
            self._of(known).delete()
        insert_rows(self._stored.model, [self._parent, *self._columns], list(self._changed_rows()))

    def _changed_rows(self) -> Iterator[list[Any]]:
        """Yield the values of each row with the keys that it is stored by, the parent's first."""
        refers = {
            column: self._refers[column] for column in self._columns if column in self._refers
        }
        for parent in sorted(self._changed, key=lambda key: (key < 0, abs(key))):
            key = self._refers[self._parent].key(parent)
            for row in self._rows[parent]:
                if refers:
                    row = row | {column: rows.key(row[column]) for column, rows in refers.items()}
                yield [key, *map(row.__getitem__, self._columns)]

    def _of(self, parents: Iterable[int]) -> Any:
        return self._stored.filter(**{f"{self._parent}__in": parents})
