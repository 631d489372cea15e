"""UIEE, the exchange format of the used-book trade: a code, a bar and a value on each line.

A record begins with UR and ends with an empty line or the next UR; five lines about the file may
come first. Some programs write no BN, and have the ISBN in the first 200 characters of the notes.
Source: the codes as Amazon's, FillZ's and BookTrakker's help pages give them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from catalog.cells import cleaned, read_values
from catalog.tables import RefusedRow
from marketplace.feeds import described
from marketplace.feeds.files import TOO_LONG, numbered_lines, text_of
from marketplace.feeds.records import FeedRecord, RefusedOffer, Removal
from marketplace.feeds.values import usable_isbn

_LINE = re.compile(r"([A-Z]{2})\|(.*)", re.DOTALL)
_ISBN_IN_NOTES = 200
_NUMBER = re.compile(r"\b(?:97[89][- ]?)?[0-9](?:[- ]?[0-9]){8}[- ]?[0-9Xx]\b")
_NAMES = {
    "UR": "sku",
    "TI": "title",
    "AA": "author",
    "BN": "isbn",
    "PR": "price",
    "CO": "quantity",
    "NT": "description",
    "CN": "condition",
    "JK": "jacket",
}
_CODES = {name: code for code, name in _NAMES.items()}
# XB: 1 is for sale; the others tell why it is not. XD: what is wanted is not for sale.
_GONE = {"2", "3", "4", "5", "6", "7"}
_WANTED = "W"


@dataclass
class _Raw:
    line: int
    cells: dict[str, str] = field(default_factory=dict)
    has_endless_line: bool = False

    def take(self, code: str, value: str) -> None:
        """Notes go over several lines; of all else the last word counts."""
        before = f"{self.cells[code]} " if code == "NT" and code in self.cells else ""
        self.cells[code] = before + value

    @property
    def is_gone(self) -> bool:
        is_sold = self.cells.get("IS", "").strip().lower() == "sold"
        return is_sold or self.cells.get("XB", "").strip() in _GONE


class UIEE:
    name = "uiee"
    label = "UIEE"

    def read(self, path: Path, encoding: str, seller: str) -> Iterator[FeedRecord]:
        """Yield what each record says, or why it is refused. Raises UnreadableFile."""
        for raw in _raw_records(path, encoding):
            if raw.cells.get("XD", "").upper() == _WANTED:
                continue
            yield _record(raw, seller)


def _raw_records(path: Path, encoding: str) -> Iterator[_Raw]:
    raw: _Raw | None = None
    with text_of(path, encoding) as file:
        for number, line in numbered_lines(file):
            found = _LINE.fullmatch(line or "")
            if raw and (line == "" or (found and found[1] == "UR")):
                yield raw
                raw = None
            if found:
                # One that does not begin with UR is kept apart, and no part of the one before.
                raw = raw or _Raw(number)
                raw.take(*found.groups())
            elif raw and line is None:
                raw.has_endless_line = True
    if raw:
        yield raw


def _record(raw: _Raw, seller: str) -> FeedRecord:
    cells = {name: cleaned(raw.cells.get(code, "")) for code, name in _NAMES.items()}
    sku = cells["sku"]
    if not sku:
        return RefusedRow(raw.line, "UR: The record has no number (SKU).")
    if raw.has_endless_line:
        return RefusedOffer(raw.line, TOO_LONG, seller=seller, sku=sku)
    if raw.is_gone or cells["quantity"] == "0":
        return Removal(raw.line, seller, sku)
    cells["isbn"] = cells["isbn"] or _isbn_in(cells["description"])
    # The format has no word for a signature, which is read as an empty one.
    values, problems = read_values(cells, described.READERS, called=_CODES.__getitem__)
    if problems:
        return RefusedOffer(raw.line, " ".join(problems), seller=seller, sku=sku)
    return described.make_offer(line=raw.line, seller=seller, **values)


def _isbn_in(notes: str) -> str:
    """Return the first ISBN in the beginning of the notes, or ""."""
    for candidate in _NUMBER.findall(notes[:_ISBN_IN_NOTES]):
        if usable := usable_isbn(candidate):
            return usable
    return ""


FORMAT = UIEE()
