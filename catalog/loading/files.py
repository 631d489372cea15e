"""A whole file into the shop, in batches."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from catalog.importing import Outcome, Result, in_batches
from catalog.loading.covers import removed_on_failure
from catalog.loading.products import load_product
from catalog.onix import reader
from catalog.onix.records import Product, Refusal, RefusedRecord

# Records that share one commit, which is most of the cost of a small write.
_BATCH = 100


def load_file(path: Path) -> Iterator[Result]:
    """Load the records of a file; yield what became of each once its batch is stored for good.

    A refused record takes no other with it. Raises UnreadableFile.
    """
    today = timezone.localdate()
    records = reader.products(path, store_currency=settings.STORE_CURRENCY, today=today)
    for batch in in_batches(records, _BATCH):
        with removed_on_failure() as covers, transaction.atomic():
            results = [_load(record, path.parent, covers) for record in batch]
        yield from results


def _load(record: Product | Refusal, folder: Path, covers: list[str]) -> Result:
    place = _place(record)
    if isinstance(record, Refusal):
        return Result(Outcome.REFUSED, place, record.reason)
    try:
        outcome, warnings = load_product(record, folder=folder, covers=covers)
    except RefusedRecord as refusal:
        return Result(Outcome.REFUSED, place, str(refusal))
    # A rule of the database that no check above knows, or two loads at the same moment.
    except DatabaseError as error:
        words = " ".join(str(error).split())
        return Result(Outcome.REFUSED, place, f"The database does not take it: {words}.")
    return Result(outcome, place, warnings=warnings)


def _place(record: Product | Refusal) -> str:
    if not record.record_reference:
        return f"line {record.line}"
    return f"record {record.record_reference} (line {record.line})"
