"""Loading sales ranks from a CSV of isbn13 and sales_rank; rank 1 sells best (PD-6)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from catalog.cells import CellReader, isbn13, read_records, whole_number
from catalog.importing import Outcome, Result, in_batches
from catalog.models import Edition
from catalog.tables import Columns, RefusedRow

COLUMNS = Columns(required=("isbn13", "sales_rank"))
_READERS: dict[str, CellReader] = {"isbn13": isbn13, "sales_rank": partial(whole_number, least=1)}
_BATCH_SIZE = 500


@dataclass(frozen=True)
class SalesRank:
    line: int
    isbn13: str
    sales_rank: int


def read_sales_ranks(path: Path) -> Iterator[SalesRank | RefusedRow]:
    """Yield what each row says. Raises UnreadableFile."""
    return read_records(path, COLUMNS, _READERS, SalesRank)


def load_sales_ranks(records: Iterable[SalesRank | RefusedRow]) -> Iterator[Result]:
    """Store the rank of each edition named, and yield what became of each record."""
    first_lines: dict[str, int] = {}
    for batch in in_batches(records, _BATCH_SIZE):
        yield from _load_batch(batch, first_lines)


def _load_batch(
    batch: Sequence[SalesRank | RefusedRow], first_lines: dict[str, int]
) -> list[Result]:
    isbns = {record.isbn13 for record in batch if isinstance(record, SalesRank)}
    editions = Edition.objects.only("isbn13", "sales_rank").in_bulk(isbns, field_name="isbn13")
    results = [_apply(record, editions, first_lines) for record in batch]
    changed = [
        editions[record.isbn13]
        for record, result in zip(batch, results, strict=True)
        if isinstance(record, SalesRank) and result.outcome is Outcome.CHANGED
    ]
    Edition.objects.bulk_update(changed, ["sales_rank"])
    return results


def _apply(
    record: SalesRank | RefusedRow, editions: dict[str, Edition], first_lines: dict[str, int]
) -> Result:
    """Set the rank on its edition, unsaved, and return what that changes."""
    if isinstance(record, RefusedRow):
        return record.result
    edition = editions.get(record.isbn13)
    if edition is None:
        reason = f"ISBN {record.isbn13} is not in the catalogue; load its ONIX record first."
        return RefusedRow(record.line, reason).result
    first_line = first_lines.setdefault(record.isbn13, record.line)
    if first_line != record.line:
        reason = f"ISBN {record.isbn13} has a rank in line {first_line} already."
        return RefusedRow(record.line, reason).result
    outcome = Outcome.UNCHANGED if edition.sales_rank == record.sales_rank else Outcome.CHANGED
    edition.sales_rank = record.sales_rank
    return Result(outcome, f"line {record.line}")
