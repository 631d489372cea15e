"""Rows that are noted while a batch is loaded, and written in a few statements at its end."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from django.db.models import Model

from catalog.folding import FoldedField
from catalog.loading.inserting import insert_instances

Row = TypeVar("Row", bound=Model)


class PendingRows(Generic[Row]):
    """The new and the changed rows of a model.

    A new row goes by a negative key until `write` has stored it; `key` then gives its real one.
    `refers` names the columns that hold keys of other pending rows, which are to be written first.
    """

    def __init__(self, model: type[Row], refers: Mapping[str, "PendingRows[Any]"] = {}) -> None:
        self._stored = model._default_manager
        self._refers = refers
        self._new: list[Row] = []
        self._changed: dict[int, Row] = {}
        self._columns: set[str] = set()
        self._keys: dict[int, int] = {}

    def add(self, row: Row) -> Row:
        self._new.append(row)
        row.pk = -len(self._new)
        return row

    def new(self) -> list[Row]:
        return self._new

    def change(self, row: Row, facts: Mapping[str, Any]) -> None:
        """Set these columns and have them written, unless the row is new and will be anyway."""
        for column, value in facts.items():
            setattr(row, column, value)
        if row.pk > 0 and facts:
            self._changed[row.pk] = row
            self._columns.update(facts)

    def key(self, key: int | None) -> int | None:
        """Return the key that a row is stored by; good after `write`."""
        return self._keys.get(key, key) if key else key

    def write(self) -> None:
        for row in (*self._new, *self._changed.values()):
            for column, others in self._refers.items():
                setattr(row, column, others.key(getattr(row, column)))
        self._write_new()
        self._write_changed()

    def _write_new(self) -> None:
        provisional = [row.pk for row in self._new]
        insert_instances(self._new)
        self._keys = {key: row.pk for key, row in zip(provisional, self._new, strict=True)}

    def _write_changed(self) -> None:
        if not self._changed:
            return
        folded = self._columns_made_of()
        for row in self._changed.values():
            for field in folded:
                field.pre_save(row, add=False)
        columns = [*sorted(self._columns), *(field.attname for field in folded)]
        names = [self._stored.model._meta.get_field(column).name for column in columns]
        self._stored.bulk_update(self._changed.values(), names)

    def _columns_made_of(self) -> list[FoldedField]:
        """The folded columns to be written along, so that searches find the new text."""
        return [
            field
            for field in self._stored.model._meta.concrete_fields
            if isinstance(field, FoldedField) and not self._columns.isdisjoint(field.sources)
        ]
