"""Makes a work what a version says it was, and brings deleted works back."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Field, FileField, ForeignKey, Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from reversion.models import Revision, Version

from catalog.history.changes import changed_facts
from catalog.history.snapshots import (
    EDITION_ROWS,
    WORK_ROWS,
    Facts,
    Record,
    snapshot_of,
)
from catalog.history.versions import remember, remember_as_it_is, snapshot_in
from catalog.loading.changes import replace_rows
from catalog.models import Edition, Subject, Work
from catalog.models.editions import CUT_COLUMNS
from catalog.staff_edits import EDITION_FACTS, WORK_FACTS, note_edits


def deleted_works() -> QuerySet[Version]:
    """Return the last version of each work that is deleted, the latest deleted first."""
    deleted = Version.objects.get_deleted(Work)
    return deleted.select_related("revision__user").order_by("-pk")


@transaction.atomic
def go_back(revision: Revision, *, staff: AbstractUser | None) -> tuple[Work, list[str]]:
    """Make the work of a version what it was, with its rows and editions.

    That is a new version itself. Return the work, and what could not be brought back. Editions
    added since stay, since offers and reviews hang on them.
    """
    then = snapshot_in(revision)
    left_out: list[str] = []
    work = Work.objects.select_for_update().filter(pk=then.work.pk).first()
    if work is not None:
        remember_as_it_is(work)
    before = snapshot_of(work) if work is not None else None
    _restore(Work, then.work, WORK_ROWS, "work", {}, left_out)
    work = Work.objects.get(pk=then.work.pk)
    work.subjects.set(Subject.objects.filter(pk__in=then.work.facts["subjects"]))
    note_edits(work, _edited(before.work if before else None, then.work, WORK_FACTS), staff=staff)
    for record in then.editions.values():
        if reason := _reason_against(record, work):
            left_out.append(reason)
            continue
        _restore(Edition, record, EDITION_ROWS, "edition", {"work_id": work.pk}, left_out)
        edition = Edition.objects.get(pk=record.pk)
        old = before.editions.get(record.pk) if before else None
        note_edits(edition, _edited(old, record, EDITION_FACTS), staff=staff)
    remember(work, staff=staff, comment=f"Back to the version of {_moment(revision)}")
    return work, left_out


def _reason_against(record: Record, work: Work) -> str:
    """Return why an edition stays as it is, or is not made anew; "" when nothing is in the way."""
    isbn13 = record.facts["isbn13"]
    if Edition.objects.filter(pk=record.pk).exclude(work=work).exists():
        return f"{isbn13} belongs to another work now, and stays as it is."
    if Edition.objects.filter(isbn13=isbn13).exclude(pk=record.pk).exists():
        return f"{isbn13}: the shop has another edition with this ISBN now."
    return ""


def _restore(
    model: type[Model],
    record: Record,
    rows: dict[str, type[Model]],
    parent: str,
    more: dict[str, Any],
    left_out: list[str],
) -> None:
    columns = _with_whole_cover(_columns(model, record.facts, left_out)) | more
    stored = model._default_manager.filter(pk=record.pk)
    if not stored.exists():
        model._default_manager.bulk_create([model(pk=record.pk, **columns)])
    # Also what Django fills in by itself when a row is made, such as the day it was made.
    stored.update(**columns)
    row = model._default_manager.get(pk=record.pk)
    for name, row_model in rows.items():
        wanted = list(_rows(row_model, record.rows[name], left_out))
        replace_rows(getattr(row, name), wanted, **{parent: row})


def _rows(model: type[Model], rows: list[Facts], left_out: list[str]) -> Iterator[dict[str, Any]]:
    """Yield rows to be written; one that needs what is gone is left out."""
    for facts in rows:
        gone: list[str] = []
        columns = _columns(model, facts, gone)
        required = {field.attname for field in _foreign_keys(model) if not field.null}
        if any(columns.get(column, 0) is None for column in required):
            left_out += gone
        else:
            yield columns


def _columns(model: type[Model], facts: Facts, left_out: list[str]) -> dict[str, Any]:
    """Return facts as column values. What they point to and is gone becomes None."""
    columns = {}
    for field in model._meta.concrete_fields:
        if field.name not in facts or field.name in ("work", "edition"):
            continue
        value = field.to_python(facts[field.name])
        if _is_gone(field, value):
            left_out.append(f"The {field.verbose_name} “{value}” is gone.")
            value = "" if isinstance(field, FileField) else None
        columns[field.attname] = value
    return columns


def _with_whole_cover(columns: dict[str, Any]) -> dict[str, Any]:
    """Return the columns without what says something of a cover or an original that is gone.

    A cover whose original is gone is shown as it is, as if it had been sent so.
    """
    if "cover" not in columns:
        return columns
    if not columns["cover"]:
        columns |= {"cover_widths": "", "cover_width": None, "cover_height": None}
    if not columns["cover"] or not columns.get("cover_original"):
        columns |= {"cover_original": "", **dict.fromkeys(CUT_COLUMNS, 0)}
    return columns


def _is_gone(field: Field, value: Any) -> bool:
    """Whether a value points to a row or a file that is not there any more."""
    if not value:
        return False
    if isinstance(field, FileField):
        return not field.storage.exists(value)
    if isinstance(field, ForeignKey):
        return not field.related_model._default_manager.filter(pk=value).exists()
    return False


def _foreign_keys(model: type[Model]) -> list[ForeignKey]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.name not in ("work", "edition")
    ]


def _edited(before: Record | None, then: Record, facts: dict[str, str]) -> list[str]:
    """Return the facts that going back changes; of a work made anew, those it has."""
    return changed_facts(before or Record(then.pk, {}), then, facts)


def _moment(revision: Revision) -> str:
    return date_format(timezone.localtime(revision.date_created), "j F Y, H:i")
