"""From the text in a table's cells to values, with a reason in words where that cannot be done.

A cell reader takes the text and raises ValueError with the reason. Its limits are arguments, so
that the reason can say what is expected.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from catalog import isbn
from catalog.plain_text import is_visible, without_control_characters
from catalog.tables import Columns, RefusedRow, Row, read_table

Record = TypeVar("Record")
CellReader = Callable[[str], Any]
Values = dict[str, Any]

_LINE_ENDS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
# Every number of so many digits fits the integer columns of every database.
_MOST_DIGITS = 9
_YES_OR_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_check_url = URLValidator(schemes=["http", "https"])


def read_records(
    path: Path,
    columns: Columns,
    readers: Mapping[str, CellReader],
    make_record: Callable[..., Record],
    check: Callable[[Values], None] = lambda values: None,
    encoding: str = "utf-8-sig",
    refuse: Callable[[Row, str], RefusedRow] = lambda row, reason: RefusedRow(row.line, reason),
) -> Iterator[Record | RefusedRow]:
    """Yield `make_record(line=…, **values)` for each row, or one refusal with all its problems.

    `check` looks at several values of a row together; the values that could not be read are not
    among them. Raises UnreadableFile as `read_table` does.
    """
    for row in read_table(path, columns, encoding):
        if isinstance(row, RefusedRow):
            yield row
            continue
        cells = {column: cleaned(cell) for column, cell in row.cells.items()}
        values, problems = read_values(cells, readers)
        try:
            check(values)
        except ValueError as error:
            problems.append(str(error))
        if problems:
            yield refuse(row, " ".join(problems))
        else:
            yield make_record(line=row.line, **values)


def read_values(
    cells: Mapping[str, str],
    readers: Mapping[str, CellReader],
    *,
    called: Callable[[str], str] = str,
) -> tuple[Values, list[str]]:
    """Return the values of cells, and what is wrong with the others. A missing cell is empty.

    `called` gives the name that whoever wrote the file knows a cell by.
    """
    values, problems = {}, []
    for name, reader in readers.items():
        try:
            values[name] = reader(cells.get(name, ""))
        except ValueError as error:
            problems.append(f"{called(name)}: {error}")
    return values, problems


def cleaned(cell: str) -> str:
    """Return the cell on one line, without the spaces around it; nothing where none can see it."""
    if not cell.isprintable():
        cell = without_control_characters(_LINE_ENDS.sub(" ", cell))
    cell = cell.strip()
    return cell if is_visible(cell) else ""


def optional(reader: CellReader, *, empty: Any = None) -> CellReader:
    """Return a reader that gives `empty` for an empty cell."""
    return lambda cell: reader(cell) if cell else empty


def text(cell: str, *, most: int) -> str:
    """Return the cell as it is, also when it is empty, up to `most` characters."""
    if len(cell) > most:
        raise ValueError(f"The text has {len(cell):,} characters; at most {most:,} are taken.")
    return cell


def required_text(cell: str, *, most: int) -> str:
    if not cell:
        raise ValueError("The cell is empty and must be filled.")
    return text(cell, most=most)


def whole_number(cell: str, *, least: int, most: int = 10**_MOST_DIGITS - 1) -> int:
    if re.fullmatch(f"[0-9]{{1,{_MOST_DIGITS}}}", cell) and least <= int(cell) <= most:
        return int(cell)
    raise ValueError(f"{shown(cell)} is not a whole number from {least:,} to {most:,}.")


def isbn13(cell: str) -> str:
    """Return the ISBN-13. The reason names the ISBN that was probably meant."""
    try:
        return isbn.normalise(cell)
    except isbn.InvalidISBN as error:
        guess = f" Perhaps {error.suggestion} is meant." if error.suggestion else ""
        raise ValueError(f"{error.reason}{guess}") from error


def web_address(cell: str, *, most: int) -> str:
    """Return an address that begins with http:// or https://."""
    try:
        _check_url(cell)
    except ValidationError as error:
        raise ValueError(
            f"{shown(cell)} is not a web address such as https://example.com/."
        ) from error
    return text(cell, most=most)


def shown(cell: str) -> str:
    """Return the cell in quotation marks for a message, shortened to what fits there."""
    return f"“{cell}”" if len(cell) <= 30 else f"“{cell[:30]}…”"


def yes_or_no(cell: str) -> bool:
    if cell.lower() not in _YES_OR_NO:
        raise ValueError(f"{shown(cell)} is neither yes nor no.")
    return _YES_OR_NO[cell.lower()]
