from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

Row = dict[str, Any]


class ChildRows:
    """The rows of a model below some parents: read in one query, and written in two at the end."""

    def __init__(
        self, model: type[Model], columns: Sequence[str], *, parent: str, below: Iterable[int]
    ) -> None:
        """Read what stands below the parents with these keys. The first column tells the order."""
        self._stored = model._default_manager.order_by(columns[0], "pk")
        self._parent = parent
        self._changed: set[int] = set()
        self._rows: dict[int, list[Row]] = {}
        for row in self._of(below).values(parent, *columns):
            self._rows.setdefault(row.pop(parent), []).append(row)

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
        if self._changed:
            self._of(self._changed).delete()
            self._stored.bulk_create(
                self._stored.model(**{self._parent: parent}, **row)
                for parent in sorted(self._changed)
                for row in self._rows[parent]
            )

    def _of(self, parents: Iterable[int]) -> Any:
        return self._stored.filter(**{f"{self._parent}__in": parents})
