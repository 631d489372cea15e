"""Tables of sellers' programs: a header, then a line for each copy, in tabs, bars or commas."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from catalog.cells import CellReader, cleaned, read_values
from catalog.importing import UnreadableFile
from catalog.tables import Record, RefusedRow, split_records
from marketplace.feeds.files import TOO_LONG, numbered_lines, text_of
from marketplace.feeds.records import FeedRecord, RefusedOffer, Removal

_DELIMITERS = ("\t", "|", ",", ";")


@dataclass(frozen=True)
class Table:
    """A format: which columns it has under which names, how each is read, what they become.

    `names` gives our name for each name that a header may have; columns with other names are
    passed over. A line that `is_removal` needs nothing but its SKU. `make` gets the line, the
    seller and the values.
    """

    name: str
    label: str
    names: Mapping[str, str]
    required: tuple[str, ...]
    readers: Mapping[str, CellReader]
    make: Callable[..., FeedRecord]
    is_removal: Callable[[Mapping[str, str]], bool] = lambda cells: False

    def fits(self, header: list[str]) -> bool:
        """Whether a header is of this format."""
        return set(self.required) <= {self.names.get(name, "") for name in header}

    def read(self, path: Path, encoding: str, seller: str) -> Iterator[FeedRecord]:
        """Yield what each line says, or why it is refused. Raises UnreadableFile."""
        delimiter = delimiter_of(path, encoding)
        with text_of(path, encoding) as file:
            records = rows(file, path, delimiter)
            header = header_of(records, path)
            self._check(header, path)
            places = {self.names[name]: n for n, name in enumerate(header) if name in self.names}
            least = max(places[name] for name in self.required) + 1
            for record in records:
                if isinstance(record, RefusedRow):
                    yield record
                elif reason := _misfit(record, len(header), least):
                    yield RefusedRow(record.line, reason)
                else:
                    yield self._record(record, places, seller)

    def _check(self, header: list[str], path: Path) -> None:
        """Raise UnreadableFile when the header lacks what the format needs."""
        ours = {self.names.get(name) for name in header}
        if lacking := [self.column(name) for name in self.required if name not in ours]:
            raise UnreadableFile(
                f"{path}: its first line lacks {', '.join(lacking)}, which a file for {self.label} "
                "has."
            )

    def _record(self, record: Record, places: Mapping[str, int], seller: str) -> FeedRecord:
        cells = {
            name: cleaned(record.cells[place]) if place < len(record.cells) else ""
            for name, place in places.items()
        }
        if self.is_removal(cells):
            return _removal(record.line, seller, cells["sku"])
        values, problems = read_values(cells, self.readers, called=self.column)
        if problems:
            sku = cells.get("sku", "")
            return RefusedOffer(record.line, " ".join(problems), seller=seller, sku=sku)
        return self.make(line=record.line, seller=seller, **values)

    def column(self, name: str) -> str:
        """Return the name that the format has for one of ours."""
        return next(column for column, ours in self.names.items() if ours == name)


def rows(file: TextIO, path: Path, delimiter: str) -> Iterator[Record | RefusedRow]:
    """Yield the cells of each line, the header first.

    Programs that write tabs or bars do not quote, so that a quote there is a character like others.
    """
    if delimiter in {",", ";"}:
        yield from split_records(file, path, delimiter)
        return
    for number, line in numbered_lines(file):
        if line is None:
            yield RefusedRow(number, TOO_LONG)
        elif line:
            yield Record(number, line.split(delimiter))


def delimiter_of(path: Path, encoding: str) -> str:
    """Return what separates the names in the first line that has any."""
    with text_of(path, encoding) as file:
        first = next((line for line in iter(file.readline, "") if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def header_of(records: Iterator[Record | RefusedRow], path: Path) -> list[str]:
    """Return the names of the columns in lower case. Raises UnreadableFile."""
    record = next(records, None)
    if not isinstance(record, Record) or not any(record.cells):
        raise UnreadableFile(f"{path} is empty. Its first line must name the columns.")
    header = [cell.strip().strip('"').lower() for cell in record.cells]
    if doubled := sorted({name for name in header if name and header.count(name) > 1}):
        raise UnreadableFile(f"{path}: the header names {', '.join(doubled)} more than once.")
    return header


def _misfit(record: Record, columns: int, least: int) -> str:
    """Say what is wrong with the number of cells; "" when nothing is."""
    found = len(record.cells)
    if found > columns:
        return (
            f"The line has {found} cells; the header has {columns} columns. "
            "Perhaps a text holds the character that separates the cells."
        )
    if found < least:
        return f"The line has {found} cells and ends before column {least}. Is the file complete?"
    return ""


def _removal(line: int, seller: str, sku: str) -> FeedRecord:
    if not sku:
        return RefusedRow(line, "The line removes a copy and does not say which: the SKU is empty.")
    return Removal(line, seller, sku)
