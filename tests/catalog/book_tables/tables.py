"""Tables of books and mappings, written as short as they can be."""

from datetime import date
from pathlib import Path

from catalog.book_tables import reader
from catalog.book_tables.mapping import read_mapping
from catalog.onix.records import Product, Refusal

TODAY = date(2026, 6, 1)
ISBN_AND_TITLE = '[columns]\nisbn13 = "isbn"\nisbn10 = "isbn10"\ntitle = "title"\n'


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def read(folder: Path, mapping: str, *lines: str) -> list[Product | Refusal]:
    table = write(folder, "books.csv", "\n".join(lines) + "\n")
    return list(
        reader.products(table, read_mapping(write(folder, "map.toml", mapping)), today=TODAY)
    )


def read_one(folder: Path, mapping: str, **cells: str) -> Product | Refusal:
    """Read a table of one row; each cell is quoted."""
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells.values())
    (record,) = read(folder, mapping, ",".join(cells), quoted)
    return record
