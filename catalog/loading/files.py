"""A whole file into the shop, in batches."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalog.importing import Outcome, Result, in_batches, store_or_halve
from catalog.loading.covers import removed_on_failure
from catalog.loading.limits import refuse_too_long
from catalog.loading.products import Loaded, load_product
from catalog.loading.shelf import Shelf
from catalog.onix import reader
from catalog.onix.records import Product, Refusal, RefusedRecord

# Records that share their look-ups and one commit, which are most of the cost of a small write.
_BATCH = 100


def load_file(path: Path) -> Iterator[Result]:
    """Load the records of a file; yield what became of each once its batch is stored for good.

    A refused record takes no other with it. Raises UnreadableFile.
    """
    today = timezone.localdate()
    records = reader.products(path, store_currency=settings.STORE_CURRENCY, today=today)
    yield from load_records(records, path.parent, load_product)


def load_records(
    records: Iterable[Product | Refusal], folder: Path, load: Callable[..., Loaded]
) -> Iterator[Result]:
    """Load records from any reader, as `load_file` does; covers are files in `folder`.

    `load` stores one product, and has the arguments of `load_product`.
    """
    store = partial(_store, folder=folder, load=load)
    for batch in in_batches(_checked(records), _BATCH):
        yield from store_or_halve(batch, store, _refused)


def _checked(records: Iterable[Product | Refusal]) -> Iterator[Product | Refusal]:
    """Refuse what the shop has no room for, and a second record of a book.

    Two records that differ would change the book back and forth each time the file is loaded.
    """
    lines: dict[str, int] = {}
    for record in records:
        if isinstance(record, Product):
            try:
                refuse_too_long(record)
                _refuse_second(record, lines)
            except RefusedRecord as refusal:
                yield Refusal(record.record_reference, record.line, str(refusal))
                continue
        yield record


def _refuse_second(product: Product, lines: dict[str, int]) -> None:
    if product.isbn13 in lines:
        line = lines[product.isbn13]
        raise RefusedRecord(f"ISBN {product.isbn13} has a record in line {line} already.")
    lines[product.isbn13] = product.line


def _store(
    batch: Sequence[Product | Refusal], *, folder: Path, load: Callable[..., Loaded]
) -> list[Result]:
    with removed_on_failure() as covers, transaction.atomic():
        shelf = Shelf([record for record in batch if isinstance(record, Product)])
        results = [_load(record, shelf, folder, covers, load) for record in batch]
        shelf.write()
    return results


def _load(
    record: Product | Refusal,
    shelf: Shelf,
    folder: Path,
    covers: list[str],
    load: Callable[..., Loaded],
) -> Result:
    if isinstance(record, Refusal):
        return replace(_refused(record, record.reason), warnings=record.warnings)
    loaded = load(record, shelf, folder=folder, covers=covers)
    return Result(loaded.outcome, _place(record), warnings=loaded.warnings, changes=loaded.changes)


def _refused(record: Product | Refusal, reason: str) -> Result:
    return Result(Outcome.REFUSED, _place(record), reason)


def _place(record: Product | Refusal) -> str:
    if not record.record_reference:
        return f"line {record.line}"
    return f"record {record.record_reference} (line {record.line})"
