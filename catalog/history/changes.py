"""What tells two versions of a work apart, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Model

from catalog.history.snapshots import Facts, Record, Snapshot
from catalog.models import (
    Contributor,
    ContributorRole,
    Edition,
    EditorialReview,
    Publisher,
    Series,
    Subject,
    Work,
)
from catalog.plain_text import short_line
from catalog.staff_edits import EDITION_FACTS, WORK_FACTS

_SHOWN = 200
_ROWS_SHOWN = 5
# The rows below by what staff call them.
FACT_OF_ROWS = {
    "contributions": "contributors",
    "editorial_reviews": "editorial_reviews",
    "contents": "contents",
    "series_parts": "series_parts",
    "related_products": "related_products",
}
_NAMES: dict[str, type[Model]] = {
    "main_subject": Subject,
    "subjects": Subject,
    "contributor": Contributor,
    "publisher": Publisher,
    "series": Series,
}
# Made of other columns, or told with them.
_SILENT = {
    "title_key",
    "created_at",
    "cover_width",
    "cover_height",
    "cover_widths",
    "cover_original",
    "list_price_seen_on",
    "work",
}


class Change(NamedTuple):
    """One fact that differs. Of rows below, `before` holds those removed, `after` those added."""

    what: str
    before: str
    after: str


class Names:
    """The names of the rows that snapshots point to; five queries at most."""

    def __init__(self, snapshots: Iterable[Snapshot]) -> None:
        wanted: dict[type[Model], set[int]] = {}
        for snapshot in snapshots:
            for field, key in _references(snapshot):
                wanted.setdefault(_NAMES[field], set()).add(key)
        self._names = {
            model: {key: str(row) for key, row in model._default_manager.in_bulk(keys).items()}
            for model, keys in wanted.items()
        }

    def of(self, field: str, key: int) -> str:
        return self._names.get(_NAMES[field], {}).get(key, f"number {key}, which is gone")


def changed_facts(before: Record, after: Record, facts: dict[str, str]) -> list[str]:
    """Return the names of the facts that differ, as `catalog.staff_edits` names them."""
    columns = [name for name in facts if before.facts.get(name) != after.facts.get(name)]
    rows = [
        FACT_OF_ROWS[name] for name in after.rows if before.rows.get(name, []) != after.rows[name]
    ]
    return [*columns, *rows]


def changes_between(before: Snapshot, after: Snapshot, names: Names) -> list[Change]:
    """Return what differs, first in the work, then edition by edition."""
    changes = list(_record_changes(before.work, after.work, names, "", WORK_FACTS, Work))
    for key in sorted(before.editions.keys() | after.editions.keys()):
        old, new = before.editions.get(key), after.editions.get(key)
        if old is None and new is not None:
            changes.append(Change("edition", "", new.facts["isbn13"]))
        elif old is not None and new is None:
            changes.append(Change("edition", old.facts["isbn13"], ""))
        elif old is not None and new is not None:
            start = f"{new.facts['isbn13']}: "
            changes += _record_changes(old, new, names, start, EDITION_FACTS, Edition)
    return changes


def _record_changes(
    before: Record,
    after: Record,
    names: Names,
    start: str,
    facts: dict[str, str],
    model: type[Model],
) -> Iterator[Change]:
    for field in [name for name in after.facts if name not in _SILENT]:
        old, new = before.facts.get(field), after.facts[field]
        if old != new:
            words = facts.get(field) or str(model._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
            yield Change(start + words, _shown(field, old, names), _shown(field, new, names))
    for name, rows in after.rows.items():
        old_rows = before.rows.get(name, [])
        if old_rows != rows:
            words = facts[FACT_OF_ROWS[name]]
            yield _row_change(start + words, name, old_rows, rows, names)


def _row_change(
    what: str, name: str, before: list[Facts], after: list[Facts], names: Names
) -> Change:
    old = Counter(row_words(name, row, names) for row in before)
    new = Counter(row_words(name, row, names) for row in after)
    removed, added = list((old - new).elements()), list((new - old).elements())
    if not removed and not added:
        return Change(f"{what}, order or details", f"{len(before)}", f"{len(after)}")
    return Change(what, _in_short(removed), _in_short(added))


def row_words(name: str, row: Facts, names: Names) -> str:
    match name:
        case "contributions":
            role = ContributorRole(row["role"]).label
            told = f" ({row['biography']})" if row["biography"] else ""
            return f"{role} {names.of('contributor', row['contributor'])}{told}"
        case "editorial_reviews":
            kind = EditorialReview.Kind(row["kind"]).label
            by = row["signer"] or row["source"] or kind
            return f"{by}: {row['text']}"
        case "contents":
            return " ".join(filter(None, [row["label"], row["title"], row["page"]]))
        case "series_parts":
            return f"{names.of('series', row['series'])} {row['number']}".strip()
        case _:
            return f"{row['relation']} {row['isbn13']}"


def _in_short(rows: Sequence[str]) -> str:
    lines = [short_line(row, most=_SHOWN) for row in rows[:_ROWS_SHOWN]]
    if left := len(rows) - len(lines):
        lines.append(f"and {left} more")
    return "\n".join(lines)


def _shown(field: str, value: Any, names: Names) -> str:
    if value is None or value == "" or value == []:
        return ""
    if field == "subjects":
        return "; ".join(sorted(names.of(field, key) for key in value))
    if field in _NAMES:
        return names.of(field, value)
    return short_line(str(value), most=_SHOWN)


def _references(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    for record in [snapshot.work, *snapshot.editions.values()]:
        for facts in [record.facts, *(row for rows in record.rows.values() for row in rows)]:
            for field in _NAMES.keys() & facts.keys():
                keys = facts[field] if isinstance(facts[field], list) else [facts[field]]
                yield from ((field, key) for key in keys if key is not None)
