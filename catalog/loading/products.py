"""One record into the shop: its edition, its work, its cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalog.covers import UnusableCover
from catalog.importing import Outcome
from catalog.loading.changes import Account, update
from catalog.loading.child_rows import Row
from catalog.loading.covers import new_cover
from catalog.loading.shelf import Loadable, Shelf
from catalog.loading.works import matching_work, named_work, new_work, replace_children, update_work
from catalog.models import Edition
from catalog.onix.records import (
    BlockUpdate,
    Collateral,
    Descriptive,
    Product,
    Publishing,
    RefusedRecord,
    Related,
    Supply,
    Withdrawal,
)


@dataclass(frozen=True)
class Loaded:
    """What became of a record that was stored; see catalog.importing.Result."""

    outcome: Outcome
    warnings: Sequence[str]
    changes: Sequence[str] = ()


def load_record(record: Loadable, shelf: Shelf, *, folder: Path) -> Loaded:
    """Note one record on the shelf; return what will become of it once that is written.

    `folder` is where its cover link starts. Raises RefusedRecord for an update of a book that the
    shop does not have, and then nothing is noted.
    """
    known = shelf.editions.get(record.isbn13)
    account = Account(is_of_a_new_edition=known is None, warnings=list(record.warnings))
    if isinstance(record, Withdrawal):
        # One that is withdrawn already stays as it is, with the day on which that was.
        if known and known.withdrawn_on is None:
            update_edition(known, _withdrawn(), shelf, account)
    else:
        _load(record, known, shelf, account, folder)
    if known is None and isinstance(record, Product):
        shelf.note_change(shelf.works[shelf.editions[record.isbn13].work_id])
        return Loaded(Outcome.CREATED, account.warnings)
    return loaded(known, shelf, account)


def loaded(known: Edition | None, shelf: Shelf, account: Account) -> Loaded:
    """Return what became of a record of an edition that the shop had, or of none."""
    if known and account.is_changed:
        shelf.note_change(shelf.works[known.work_id])
        return Loaded(Outcome.CHANGED, account.warnings, account.changes)
    return Loaded(Outcome.UNCHANGED, account.warnings)


def _load(
    record: Product | BlockUpdate,
    known: Edition | None,
    shelf: Shelf,
    account: Account,
    folder: Path,
) -> None:
    edition = known or _new_edition(record, shelf)
    work = shelf.works[edition.work_id]
    speaks_for_it = shelf.leads[work.pk] == edition.pk
    update_edition(edition, _facts(record, edition, shelf), shelf, account)
    _replace_rows(edition, record, shelf, account)
    update_work(work, record, shelf, account, speaks_for_it=speaks_for_it)
    if record.collateral and record.collateral.cover_link:
        _note_cover(edition, record.collateral.cover_link, folder, shelf, account)


def _new_edition(record: Product | BlockUpdate, shelf: Shelf) -> Edition:
    if isinstance(record, BlockUpdate):
        raise RefusedRecord(
            f"This updates parts of ISBN {record.isbn13}, which the shop does not have; "
            "send the full record first."
        )
    block = record.descriptive
    work = named_work(record, shelf) or matching_work(block, shelf) or new_work(block.title, shelf)
    edition = Edition(work_id=work.pk, isbn13=record.isbn13)
    shelf.add_edition(edition)
    return edition


def update_edition(edition: Edition, facts: dict[str, Any], shelf: Shelf, account: Account) -> None:
    """Note these columns of an edition, but those that staff wrote."""

    def named(column: str, value: Any) -> Any:
        return shelf.publishers.name(value) if column == "publisher_id" else value

    by_staff = shelf.by_staff(edition)
    update(edition, facts, shelf.pending_editions, by_staff=by_staff, account=account, named=named)


def _facts(record: Product | BlockUpdate, edition: Edition, shelf: Shelf) -> dict[str, Any]:
    """Return what the blocks of a record say of the edition."""
    facts: dict[str, Any] = {}
    if record.descriptive:
        facts |= _described(record.descriptive)
    if record.publishing:
        facts |= _published(record.publishing, shelf)
    if record.supply:
        facts |= _supplied(record.supply, record.sent_on, edition)
    # A full record brings back a book that was withdrawn.
    return facts | {"withdrawn_on": None} if isinstance(record, Product) else facts


def _described(block: Descriptive) -> dict[str, Any]:
    return {
        "product_form": block.product_form.value,
        "edition_number": block.edition_number,
        "edition_statement": block.edition_statement,
        "pages": block.pages,
        "duration_minutes": block.duration_minutes,
        "width_mm": block.width_mm,
        "height_mm": block.height_mm,
        "depth_mm": block.depth_mm,
        "language": block.language,
    }


def _published(block: Publishing, shelf: Shelf) -> dict[str, Any]:
    publisher = shelf.publishers.named(block.publisher)
    return {
        "publisher_id": publisher and publisher.pk,
        "published_on": block.published_on,
        "published_precision": block.published_precision.value,
        "publishing_status": block.status,
    }


def _supplied(block: Supply, sent_on: date | None, edition: Edition) -> dict[str, Any]:
    return {
        "list_price": block.list_price,
        "list_price_seen_on": _list_price_seen_on(block, sent_on, edition),
        "availability": block.availability,
    }


def _withdrawn() -> dict[str, Any]:
    """What the publisher took back is no longer theirs to sell, at any price."""
    return {
        "withdrawn_on": timezone.localdate(),
        "list_price": None,
        "list_price_seen_on": None,
        "availability": "",
    }


def _list_price_seen_on(block: Supply, sent_on: date | None, edition: Edition) -> date | None:
    """Return when the list price was last stated: the day of the message, else today.

    The price that the shop has already is not made younger by an old message, nor by one without
    a day, so that a file loaded again changes nothing.
    """
    if block.list_price is None:
        return None
    is_known = not block.is_price_of_unknown_day
    if edition.list_price == block.list_price:
        days = [edition.list_price_seen_on, sent_on if is_known else None]
        return max(filter(None, days), default=None)
    return (sent_on or timezone.localdate()) if is_known else None


def _replace_rows(
    edition: Edition, record: Product | BlockUpdate, shelf: Shelf, account: Account
) -> None:
    told: dict[str, list[Row]] = {}
    if record.descriptive:
        told["series_parts"] = _series_rows(record.descriptive, shelf)
    if record.related is not None:
        told["related_products"] = _related_rows(record.related)
    # A message without any contents leaves those there are.
    if record.collateral and record.collateral.contents:
        told["contents"] = _contents_rows(record.collateral)
    by_staff = shelf.by_staff(edition)
    for name, rows in told.items():
        replace_children(
            shelf.below_edition[name], edition.pk, rows, name, by_staff=by_staff, account=account
        )


def _series_rows(block: Descriptive, shelf: Shelf) -> list[Row]:
    numbers: dict[int, str] = {}
    for part in block.series:
        series = shelf.series.named(part.title)
        if series:
            numbers.setdefault(series.pk, part.number)
    return [
        {"order": order, "series_id": series, "number": number}
        for order, (series, number) in enumerate(numbers.items(), 1)
    ]


def _related_rows(related: Sequence[Related]) -> list[Row]:
    different = dict.fromkeys((each.relation, each.isbn13) for each in related)
    return [
        {"order": order, "relation": relation, "isbn13": isbn13}
        for order, (relation, isbn13) in enumerate(different, 1)
    ]


def _contents_rows(block: Collateral) -> list[Row]:
    return [
        {
            "order": order,
            "level": entry.level,
            "label": entry.label,
            "title": entry.title,
            "page": entry.page,
        }
        for order, entry in enumerate(block.contents, 1)
    ]


def _note_cover(edition: Edition, link: str, folder: Path, shelf: Shelf, account: Account) -> None:
    """Take the cover where there is a usable one; a book is worth having without."""
    try:
        cover = new_cover(edition, link, folder)
    except UnusableCover as error:
        account.warnings.append(f"The cover “{link}” was left out: {error}")
        return
    if cover and "cover" in shelf.by_staff(edition):
        account.warnings.append(f"cover: staff chose another one; “{link}” was left out.")
    elif cover:
        shelf.new_covers.append(cover)
        account.change("cover", "another one" if edition.cover else "nothing", f"“{link}”")
