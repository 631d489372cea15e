"""A work as it was or is: itself and every row below, as plain values."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core import serializers
from django.db.models import Model

from catalog.models import (
    ContentsEntry,
    Contribution,
    Edition,
    EditorialReview,
    RelatedProduct,
    SeriesPart,
    Work,
)

# A row's columns by the names of its fields, with the values of JSON.
Facts = dict[str, Any]

WORK_ROWS: dict[str, type[Model]] = {
    "contributions": Contribution,
    "editorial_reviews": EditorialReview,
}
EDITION_ROWS: dict[str, type[Model]] = {
    "contents": ContentsEntry,
    "series_parts": SeriesPart,
    "related_products": RelatedProduct,
}
# What changes without anybody's editing, and is no part of a version.
LEFT_OUT: dict[type[Model], tuple[str, ...]] = {
    Edition: ("sales_rank",),
    Work: ("changed_at",),
}


@dataclass(frozen=True)
class Record:
    """A work or an edition, with the rows below it in their order."""

    pk: int
    facts: Facts
    rows: dict[str, list[Facts]] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    work: Record
    editions: dict[int, Record]


def snapshot_of(work: Work) -> Snapshot:
    """Return a work as it stands in the database. Runs queries."""
    return _assembled(
        entry
        for row in _rows_of(Work.objects.get(pk=work.pk))
        for entry in json.loads(serializers.serialize("json", [row]))
    )


def snapshot_from(serialized: Iterable[str]) -> Snapshot:
    """Return a work as the stored rows of a revision tell it."""
    return _assembled(entry for text in serialized for entry in json.loads(text))


def _rows_of(work: Work) -> Iterator[Model]:
    yield work
    for name in WORK_ROWS:
        yield from getattr(work, name).all()
    for edition in work.editions.all():
        yield edition
        for name in EDITION_ROWS:
            yield from getattr(edition, name).all()


def _assembled(entries: Iterable[dict[str, Any]]) -> Snapshot:
    by_model: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        by_model.setdefault(entry["model"], []).append(entry)
    (work,) = by_model[Work._meta.label_lower]
    return Snapshot(
        work=_record(work, Work, WORK_ROWS, "work", by_model),
        editions={
            edition["pk"]: _record(edition, Edition, EDITION_ROWS, "edition", by_model)
            for edition in sorted(
                by_model.get(Edition._meta.label_lower, []), key=lambda each: each["pk"]
            )
        },
    )


def _record(
    entry: dict[str, Any],
    model: type[Model],
    rows: dict[str, type[Model]],
    parent: str,
    by_model: dict[str, list[dict[str, Any]]],
) -> Record:
    facts = {
        name: value
        for name, value in entry["fields"].items()
        if name not in LEFT_OUT.get(model, ())
    }
    if "subjects" in facts:
        facts["subjects"] = sorted(facts["subjects"])
    below = {
        name: _below(by_model.get(row_model._meta.label_lower, []), parent, entry["pk"])
        for name, row_model in rows.items()
    }
    return Record(entry["pk"], facts, below)


def _below(entries: list[dict[str, Any]], parent: str, key: int) -> list[Facts]:
    own = [entry for entry in entries if entry["fields"][parent] == key]
    own.sort(key=lambda entry: (entry["fields"]["order"], entry["pk"]))
    return [
        {name: value for name, value in entry["fields"].items() if name != parent} for entry in own
    ]
