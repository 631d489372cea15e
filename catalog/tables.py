"""Reading a CSV file with a header, row by row, however large and however broken it is."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from catalog.importing import Outcome, Result, UnreadableFile, opened
from catalog.unpacking import unpacked

# What bytes that are not UTF-8 become under `errors="surrogateescape"`.
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
# Far above any row of real data; it keeps a file without line ends from filling the memory.
_LONGEST_LINE = 1_000_000


@dataclass(frozen=True)
class Columns:
    """The names a header must have and those it may have. Their order in the file is free.

    `ignores_others` passes over columns of any other name.
    """

    required: Sequence[str]
    optional: Sequence[str] = ()
    ignores_others: bool = False

    @property
    def all(self) -> list[str]:
        return [*self.required, *self.optional]


@dataclass(frozen=True)
class Row:
    """One record: its text by column name, as it stands in the file. A missing column is empty."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class RefusedRow:
    """A record that cannot be taken, and why. `line` is where it starts, counted from 1."""

    line: int
    reason: str

    @property
    def result(self) -> Result:
        return Result(Outcome.REFUSED, f"line {self.line}", self.reason)


def read_table(
    path: Path, columns: Columns, encoding: str = "utf-8-sig", delimiter: str = ","
) -> Iterator[Row | RefusedRow]:
    """Yield the records of a CSV file (RFC 4180, UTF-8 with or without a byte order mark).

    A file whose name ends in .gz is unpacked on the way.

    Empty lines are passed over and NUL characters dropped. A record with broken quotes is refused
    by itself: reading goes on with the line after the one where it starts. Raises UnreadableFile
    when the file cannot be opened, is not UTF-8, or has no such header; that of a later line comes
    when the line is reached, so whoever must know before starting calls `count_rows` first.
    """
    with opened(path) as binary:
        # csv wants line ends as they are; a cell may hold some.
        file = TextIOWrapper(
            unpacked(binary, path), encoding=encoding, errors="surrogateescape", newline=""
        )
        records = split_records(file, path, delimiter)
        header = _read_header(records, columns, path)
        missing = dict.fromkeys(set(columns.all).difference(header), "")
        for record in records:
            yield _as_row(record, header, missing)


def count_rows(path: Path, columns: Columns) -> int:
    """Read the whole file and return how many records it has, or raise UnreadableFile."""
    return sum(1 for _ in read_table(path, columns))


class _Lines:
    """The physical lines of a file for the csv module, with a way back when a record is broken."""

    def __init__(self, file: TextIO, path: Path) -> None:
        self.number = 0
        self._file = file
        self._path = path
        self._encoding = file.encoding.upper().removesuffix("-SIG")
        self._of_this_record: list[str] = []
        self._again: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._file.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self._check(line)
        self._of_this_record.append(line)
        return line.replace("\0", "")

    def start_record(self) -> int:
        """Return the number of the line where the next record starts."""
        self._of_this_record.clear()
        return self.number + 1

    def return_to_second_line(self) -> None:
        """Give the lines of this record again, all but its first."""
        following = self._of_this_record[1:]
        self._again.extendleft(reversed(following))
        self.number -= len(following)

    def _check(self, line: str) -> None:
        if len(line) == _LONGEST_LINE:
            raise UnreadableFile(
                f"{self._path}: line {self.number} is longer than {_LONGEST_LINE:,} characters. "
                "This is not a CSV file with a record on each line."
            )
        if not line.isascii() and _NOT_UTF8.search(line):
            raise UnreadableFile(
                f"{self._path}: line {self.number} is not {self._encoding} text. "
                "Save the file as UTF-8."
            )


@dataclass(frozen=True)
class Record:
    """The cells of one record, without names; `line` is where it starts."""

    line: int
    cells: list[str]


def split_records(file: TextIO, path: Path, delimiter: str = ",") -> Iterator[Record | RefusedRow]:
    """Yield the records of an open CSV file, and a refusal for each that is broken."""
    lines = _Lines(file, path)
    reader = csv.reader(lines, strict=True, delimiter=delimiter)
    while True:
        line = lines.start_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.return_to_second_line()
            yield RefusedRow(line, _why_broken(error))
            continue
        if cells:
            yield Record(line, cells)


def _why_broken(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"A cell is longer than {csv.field_size_limit():,} characters."
    return "The quotes are broken. Write a quote inside a quoted cell twice, and close each cell."


def _read_header(records: Iterator[Record | RefusedRow], columns: Columns, path: Path) -> list[str]:
    record = next(records, None)
    if record is None:
        raise UnreadableFile(f"{path} is empty. Its first line must name the columns.")
    if isinstance(record, RefusedRow):
        raise UnreadableFile(f"{path}: the header in line {record.line}: {record.reason}")
    header = [name.strip().lower() for name in record.cells]
    if problem := _header_problem(header, columns):
        raise UnreadableFile(f"{path}: the header in line {record.line} {problem}.")
    return header


def _header_problem(header: list[str], columns: Columns) -> str:
    if missing := [name for name in columns.required if name not in header]:
        return f"lacks {', '.join(missing)}. Its columns must be {', '.join(columns.required)}"
    if doubled := sorted({name for name in header if header.count(name) > 1}):
        return f"names {', '.join(doubled)} more than once"
    if columns.ignores_others:
        return ""
    if unknown := [name for name in header if name not in columns.all]:
        shown = ", ".join(f"“{name[:30]}”" for name in unknown[:5])
        return f"has {shown}, which this import does not know. It takes {', '.join(columns.all)}"
    return ""


def _as_row(
    record: Record | RefusedRow, header: list[str], missing: dict[str, str]
) -> Row | RefusedRow:
    if isinstance(record, RefusedRow):
        return record
    if len(record.cells) != len(header):
        return RefusedRow(
            record.line,
            f"The row has {len(record.cells)} cell{'s' if len(record.cells) > 1 else ''}; "
            f"the header has {len(header)} columns.",
        )
    return Row(record.line, missing | dict(zip(header, record.cells, strict=True)))
