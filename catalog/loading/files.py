"""A whole file into the shop, in batches."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalog.history import note_feed_change
from catalog.importing import Outcome, Result, in_batches, store_or_halve
from catalog.loading import ahead
from catalog.loading.covers import removed_on_failure
from catalog.loading.limits import refuse_too_long
from catalog.loading.products import Loaded, load_record
from catalog.loading.shelf import Shelf
from catalog.loading.sparing import collecting_seldom, database_not_mapped
from catalog.onix import reader
from catalog.onix.records import (
    BlockUpdate,
    Product,
    Record,
    Refusal,
    RefusedRecord,
    RepeatedRecord,
)

# Records that share their look-ups and one commit, which are most of the cost of a small write.
_BATCH = 250

# A shorter file is read before a second process would have begun with it.
_LONG = 1_000_000

# Is told what became of a batch, in the transaction that stores it.
Note = Callable[[Sequence[Result]], None]


def load_file(
    path: Path, *, after: int = 0, note: Note | None = None, folder: Path | None = None
) -> Iterator[Result]:
    """Load the records of a file; yield what became of each once its batch is stored for good.

    A refused record takes no other with it. The first `after` records are passed by, as stored
    before. What `note` writes is stored together with the batch or not at all. Covers are looked
    for in `folder`, else beside the file. Raises UnreadableFile.
    """
    with collecting_seldom(), database_not_mapped() if _is_long(path) else nullcontext():
        for batch in _batches(path, after):
            yield from store_or_halve(
                batch,
                partial(_store, folder=folder or path.parent, note=note),
                partial(_refuse_one, note=note),
            )


def load_records(
    records: Iterable[Product | Refusal], folder: Path, load: Callable[..., Loaded]
) -> Iterator[Result]:
    """Load records from any reader, as `load_file` does; covers are files in `folder`.

    `load` notes one product, and has the arguments of `load_record`.
    """
    store = partial(_store, folder=folder, load=load)
    lines: dict[str, int] = {}
    for batch in in_batches((_checked(record, lines) for record in records), _BATCH):
        yield from store_or_halve(batch, store, _refused)


def try_file(path: Path, *, after: int = 0) -> Iterator[Result]:
    """Yield what would become of each record, and change nothing. Raises UnreadableFile.

    Each batch is loaded and taken back, so that what one adds the next does not know.
    """
    for batch in _batches(path, after):
        yield from store_or_halve(batch, partial(_try, folder=path.parent), _refused)


def _batches(path: Path, after: int) -> Iterator[list[Record]]:
    read = partial(
        reader.products,
        path,
        store_currency=settings.STORE_CURRENCY,
        today=timezone.localdate(),
        country=settings.STORE_COUNTRY,
        shop_name=settings.SHOP_NAME,
    )
    lines: dict[str, int] = {}
    for records in ahead.batches(read, most=_BATCH, is_long=_is_long(path)):
        checked = [_checked(record, lines) for record in records]
        if len(checked) > after:
            yield checked[after:]
        after = max(after - len(checked), 0)


def _is_long(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > _LONG


def _checked(record: Record, lines: dict[str, int]) -> Record:
    """Refuse what the shop has no room for, and a second full record of a book.

    Two records that differ would change the book back and forth each time the file is loaded.
    `lines` tells where the book of each ISBN was read, and is kept up to date.
    """
    if not isinstance(record, Product | BlockUpdate):
        return record
    try:
        refuse_too_long(record)
        if isinstance(record, Product):
            _refuse_second(record, lines)
    except RefusedRecord as refusal:
        return Refusal(
            record.record_reference,
            record.line,
            str(refusal),
            source=record.source,
            is_repeated=isinstance(refusal, RepeatedRecord),
        )
    return record


def _refuse_second(product: Product, lines: dict[str, int]) -> None:
    if product.isbn13 in lines:
        line = lines[product.isbn13]
        raise RepeatedRecord(f"ISBN {product.isbn13} has a record in line {line} already.")
    lines[product.isbn13] = product.line


def _store(
    batch: Sequence[Record],
    *,
    folder: Path,
    load: Callable[..., Loaded] = load_record,
    note: Note | None = None,
) -> list[Result]:
    with removed_on_failure() as covers, transaction.atomic():
        shelf = Shelf([record for record in batch if not isinstance(record, Refusal)])
        results = [_load(record, shelf, folder, load) for record in batch]
        shelf.write(covers)
        note_feed_change(shelf.changed_works.values())
        if note:
            note(results)
    return results


class _TakenBack(Exception):
    """Ends the transaction of a trial."""


def _try(batch: Sequence[Record], *, folder: Path) -> list[Result]:
    tried: list[Result] = []

    def take_back(results: Sequence[Result]) -> None:
        tried.extend(results)
        raise _TakenBack

    try:
        return _store(batch, folder=folder, note=take_back)
    except _TakenBack:
        return tried


def _load(record: Record, shelf: Shelf, folder: Path, load: Callable[..., Loaded]) -> Result:
    if isinstance(record, Refusal):
        return replace(_refused(record, record.reason), warnings=record.warnings)
    try:
        loaded = load(record, shelf, folder=folder)
    except RefusedRecord as refusal:
        return replace(_refused(record, str(refusal)), warnings=record.warnings)
    return Result(loaded.outcome, _place(record), warnings=loaded.warnings, changes=loaded.changes)


def _refuse_one(record: Record, reason: str, *, note: Note | None) -> Result:
    result = _refused(record, reason)
    if note:
        with transaction.atomic():
            note([result])
    return result


def _refused(record: Record, reason: str) -> Result:
    is_repeated = isinstance(record, Refusal) and record.is_repeated
    return Result(
        Outcome.REFUSED, _place(record), reason, source=record.source, is_repeated=is_repeated
    )


def _place(record: Record) -> str:
    if not record.record_reference:
        return f"line {record.line}"
    return f"record {record.record_reference} (line {record.line})"
