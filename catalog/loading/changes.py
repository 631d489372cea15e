"""Writes only what differs, and says whether anything did."""

from typing import Any

from django.db.models import Manager, Model

from catalog.folding import FoldedField


def assign(row: Model, **facts: Any) -> bool:
    """Set the columns that differ and save those; return whether there were any."""
    changed = [column for column, value in facts.items() if getattr(row, column) != value]
    for column in changed:
        setattr(row, column, facts[column])
    if changed:
        row.save(update_fields=[*changed, *_columns_made_of(row, changed)])
    return bool(changed)


def replace_rows(manager: Manager, rows: list[dict[str, Any]], **parent: Model) -> bool:
    """Make the rows of a related manager be `rows`, in their order; return False if they are."""
    columns = list(rows[0]) if rows else ["pk"]
    stored = list(manager.values(*columns))
    if stored == rows:
        return False
    if stored:
        manager.all().delete()
    manager.bulk_create(manager.model(**parent, **row) for row in rows)
    return True


def _columns_made_of(row: Model, changed: list[str]) -> list[str]:
    """The folded columns to be saved along, so that searches find the new text."""
    return [
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, FoldedField) and not set(field.sources).isdisjoint(changed)
    ]
