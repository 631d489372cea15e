"""Writes only what differs, keeps what staff wrote, and tells both in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Manager, Model

from catalog.loading.pending_rows import PendingRows
from catalog.plain_text import in_paragraphs
from catalog.staff_edits import fact_words

# Columns that only go along with another one and are not told by themselves.
_SILENT = frozenset({"list_price_seen_on"})
_LONGEST = 60


@dataclass
class Account:
    """What a record changes, and what is left out of it."""

    is_of_a_new_edition: bool
    changes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    # Whether something changed that is not worth a word, such as the day of a price.
    is_changed: bool = False

    def change(self, what: str, before: str, now: str) -> None:
        self.is_changed = True
        self.changes.append(f"{what}: {before}, now {now}")

    def left_out(self, what: str, kept: str, told: str) -> None:
        self.warnings.append(
            f"{what}: staff wrote {kept}; the feed says {told}, which was left out."
        )


def update(
    row: Model,
    facts: Mapping[str, Any],
    pending: PendingRows,
    *,
    by_staff: frozenset[str],
    account: Account,
    named: Callable[[str, Any], Any],
) -> None:
    """Set the columns that differ, but those that staff wrote; put both on the account.

    `named` gives the words for a key that is a column's value.
    """
    different = {
        each: value for each, value in facts.items() if not _is_same(getattr(row, each), value)
    }
    if account.is_of_a_new_edition and row.pk < 0:
        # A new row has nothing to be told.
        pending.change(row, different)
        return
    kept = [column for column in different if _name(row, column) in by_staff]
    for column, value in different.items():
        words = [in_words(named(column, each)) for each in (getattr(row, column), value)]
        if column in _SILENT:
            account.is_changed = account.is_changed or column not in kept
        elif column in kept:
            account.left_out(fact_words(_name(row, column)), *words)
        else:
            account.change(fact_words(_name(row, column)), *words)
    pending.change(row, {each: value for each, value in different.items() if each not in kept})


def _is_same(stored: Any, told: Any) -> bool:
    """Whether nothing is new; tables and staff once stored spaces that no message has."""
    if stored == told or not (stored and told and isinstance(stored, str)):
        return bool(stored == told)
    return in_paragraphs(stored) == told


def in_words(value: Any) -> str:
    """Return a value as a report tells it: texts in quotes and shortened."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, str):
        return f"“{value if len(value) <= _LONGEST else value[:_LONGEST].rstrip() + '…'}”"
    return str(value)


def count_in_words(rows: Sequence[Any]) -> str:
    return f"{len(rows)} {'entry' if len(rows) == 1 else 'entries'}"


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


def _name(row: Model, column: str) -> str:
    return row._meta.get_field(column).name
