"""Reads a table of books as a stream of records, the same that an ONIX message gives."""

import html
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from catalog import product_form
from catalog.book_tables import cells
from catalog.book_tables.dates import read_date
from catalog.book_tables.mapping import Mapping
from catalog.book_tables.names import contributors
from catalog.book_tables.numbers import number_of
from catalog.book_tables.titles import split_series, split_subtitle
from catalog.languages import list_74
from catalog.models import SubjectScheme
from catalog.onix.records import (
    Collateral,
    Descriptive,
    Product,
    Publishing,
    Refusal,
    SeriesPart,
    Subject,
    Supply,
    Title,
)
from catalog.plain_text import is_visible, without_control_characters
from catalog.product_form import ProductForm
from catalog.publication_date import Precision
from catalog.tables import RefusedRow, Row, read_table

Warn = Callable[[str], None]
Facts = dict[str, str]
_SCHEMES = {
    "thema": SubjectScheme.THEMA,
    "bisac": SubjectScheme.BISAC,
    "bic": SubjectScheme.BIC,
}


def check(path: Path, mapping: Mapping) -> int:
    """Read the whole table once and return how many books it holds. Raises UnreadableFile."""
    return sum(1 for _ in _books(path, mapping))


def products(path: Path, mapping: Mapping, *, today: date) -> Iterator[Product | Refusal]:
    """Yield each book as what the table says of it, or as a refusal. Raises UnreadableFile."""
    for rows in _books(path, mapping):
        first = rows[0]
        if isinstance(first, RefusedRow):
            yield Refusal("", first.line, first.reason)
        else:
            yield _record([row for row in rows if isinstance(row, Row)], mapping, today)


def _books(path: Path, mapping: Mapping) -> Iterator[list[Row | RefusedRow]]:
    """Yield the rows of each book: one, or several that follow each other and differ in a name."""
    rows = read_table(
        path,
        mapping.needed,
        mapping.option("file", "encoding"),
        mapping.option("file", "delimiter"),
    )
    if mapping.option("file", "rows") == "one for each book":
        return ([row] for row in rows)
    return (list(found) for _, found in groupby(rows, key=lambda row: _book(row, mapping)))


def _book(row: Row | RefusedRow, mapping: Mapping) -> object:
    """What is the same in all rows of a book: its numbers and its title."""
    if isinstance(row, RefusedRow):
        return row.line
    places = [mapping.columns.get(fact, "") for fact in ("isbn13", "isbn10", "title")]
    return tuple(row.cells.get(place, "") for place in [*places, _own_column(mapping)])


def _own_column(mapping: Mapping) -> str:
    return str(mapping.option("number", "from")).strip().lower()


def _record(rows: list[Row], mapping: Mapping, today: date) -> Product | Refusal:
    warnings: list[str] = []
    facts = _facts(rows, mapping)
    own = cells.line(rows[0].cells.get(_own_column(mapping), ""))
    try:
        number = number_of(
            {fact: cells.line(text) for fact, text in facts.items()}, own, mapping, warnings.append
        )
        return Product(
            record_reference="",
            line=rows[0].line,
            isbn13=number,
            descriptive=_descriptive(facts, mapping, warnings.append),
            collateral=Collateral(
                overview=_paragraphs(facts.get("overview", "")),
                cover_link=cells.line(facts.get("cover", "")),
            ),
            publishing=_publishing(facts, mapping, today, warnings.append),
            supply=Supply(_or_warning("list_price", cells.price, facts, warnings.append)),
            warnings=warnings,
        )
    except ValueError as error:
        return Refusal("", rows[0].line, str(error), warnings)


def _facts(rows: list[Row], mapping: Mapping) -> Facts:
    """Return the text of each fact as it stands in the table; the names are of all rows."""
    facts = {
        **mapping.constants,
        **{fact: rows[0].cells[column] for fact, column in mapping.columns.items()},
    }
    if column := mapping.columns.get("contributors"):
        facts["contributors"] = "\n".join(row.cells[column] for row in rows)
    if mapping.option("file", "entities"):
        return {fact: html.unescape(text) for fact, text in facts.items()}
    return facts


def _descriptive(facts: Facts, mapping: Mapping, warn: Warn) -> Descriptive:
    written = facts["title"]
    series: list[SeriesPart] = []
    if mapping.option("title", "series_in_parentheses"):
        written, series = split_series(written)
    title = split_subtitle(written, mapping.option("title", "subtitle_after"))
    if not title.title:
        raise ValueError("The row has no title. Fill the cell.")
    if subtitle := cells.line(facts.get("subtitle", "")):
        title = Title(title.title, subtitle)
    return Descriptive(
        title=title,
        product_form=product_form.parse(facts.get("product_form") or ProductForm.PAPERBACK),
        contributors=list(contributors(facts.get("contributors", ""), mapping)),
        edition_statement=cells.line(facts.get("edition_statement", "")),
        language=_language(facts.get("language", ""), mapping, warn),
        pages=_or_warning("pages", cells.pages, facts, warn),
        series=[*series, *_series(facts)],
        **_subjects(facts.get("subjects", ""), mapping),
    )


def _series(facts: Facts) -> list[SeriesPart]:
    name = cells.line(facts.get("series", ""))
    return [SeriesPart(name, cells.line(facts.get("series_number", ""))[:20])] if name else []


def _subjects(cell: str, mapping: Mapping) -> dict[str, Any]:
    """Return the subjects where the column holds codes, otherwise keywords."""
    found = cells.split(cell, mapping.option("subjects", "separators"))
    if scheme := _SCHEMES.get(mapping.option("subjects", "are")):
        return {"subjects": [Subject(scheme.value, code) for code in found]}
    return {"keywords": found}


def _language(cell: str, mapping: Mapping, warn: Warn) -> str:
    """Return the first language that is named, as ONIX codes it."""
    for written in cells.split(cell, mapping.option("language", "separators"))[:1]:
        if code := list_74(written):
            return code
        warn(f"The language “{written[:30]}” is not known and was left out.")
    return ""


def _publishing(facts: Facts, mapping: Mapping, today: date, warn: Warn) -> Publishing:
    def read(cell: str) -> tuple[date, Precision]:
        return read_date(cell, mapping.option("published", "format"), today)

    found = _or_warning("published", read, facts, warn) or (None, Precision.DAY)
    return Publishing(cells.line(facts.get("publisher", "")), *found)


def _or_warning(fact: str, reader: Callable[[str], Any], facts: Facts, warn: Warn) -> Any:
    """Return the value of a fact that a book can do without; None, and why, where it is no good."""
    cell = cells.line(facts.get(fact, ""))
    try:
        return reader(cell) if cell else None
    except ValueError as error:
        warn(f"{fact.replace('_', ' ')}: {error} It was left out.")
        return None


def _paragraphs(cell: str) -> str:
    """Return a description with its paragraphs, and nothing where none can see any."""
    lines = (" ".join(line.split()) for line in without_control_characters(cell).splitlines())
    text = "\n\n".join(filter(None, lines))
    return text if is_visible(text) else ""
