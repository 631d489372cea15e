"""Files with a tag, a bar and a value on each line, as programs of the used-book trade write them.

A record begins with a tag of its own and ends with an empty line or the next such tag.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalog.cells import cleaned, read_values
from catalog.tables import RefusedRow
from marketplace.feeds import described
from marketplace.feeds.files import TOO_LONG, numbered_lines, text_of
from marketplace.feeds.records import FeedRecord, RefusedOffer, Removal
from marketplace.feeds.values import usable_isbn

Cells = Mapping[str, str]

_LINE = re.compile(r"([A-Z]{2,4})\|(.*)", re.DOTALL)
_LINES_LOOKED_AT = 10
_ISBN_IN_NOTES = 200
_NUMBER = re.compile(r"\b(?:97[89][- ]?)?[0-9](?:[- ]?[0-9]){8}[- ]?[0-9Xx]\b")


@dataclass
class _Raw:
    line: int
    cells: dict[str, str] = field(default_factory=dict)
    has_endless_line: bool = False

    def take(self, tag: str, value: str, notes: str) -> None:
        """Notes go over several lines; of all else the last word counts."""
        before = f"{self.cells[tag]} " if tag == notes and tag in self.cells else ""
        self.cells[tag] = before + value


@dataclass(frozen=True)
class Tagged:
    """A format of such files.

    `tags` gives the tag of each fact of a copy. `is_gone` and `is_of_no_use` are asked with all
    that stands in a record, by tag: whether the copy is sold, and whether it was never for sale.
    """

    name: str
    label: str
    tags: Mapping[str, str]
    is_gone: Callable[[Cells], bool]
    is_of_no_use: Callable[[Cells], bool] = lambda cells: False

    def fits(self, path: Path, encoding: str) -> bool:
        """Whether a record begins in the first lines."""
        with text_of(path, encoding) as file:
            first = [file.readline(200) for _ in range(_LINES_LOOKED_AT)]
        return any(line.startswith(f"{self.tags['sku']}|") for line in first)

    def read(self, path: Path, encoding: str, seller: str) -> Iterator[FeedRecord]:
        """Yield what each record says, or why it is refused. Raises UnreadableFile."""
        for raw in self._raw_records(path, encoding):
            if not self.is_of_no_use(raw.cells):
                yield self._record(raw, seller)

    def _raw_records(self, path: Path, encoding: str) -> Iterator[_Raw]:
        raw: _Raw | None = None
        with text_of(path, encoding) as file:
            for number, line in numbered_lines(file):
                found = _LINE.fullmatch(line or "")
                if raw and (line == "" or (found and found[1] == self.tags["sku"])):
                    yield raw
                    raw = None
                if found:
                    # One without its first line is kept apart, and no part of the one before.
                    raw = raw or _Raw(number)
                    raw.take(found[1], found[2], notes=self.tags["description"])
                elif raw and line is None:
                    raw.has_endless_line = True
        if raw:
            yield raw

    def _record(self, raw: _Raw, seller: str) -> FeedRecord:
        cells = {name: cleaned(raw.cells.get(tag, "")) for name, tag in self.tags.items()}
        sku = cells["sku"]
        if not sku:
            return RefusedRow(raw.line, f"{self.tags['sku']}: The record has no number (SKU).")
        if raw.has_endless_line:
            return RefusedOffer(raw.line, TOO_LONG, seller=seller, sku=sku)
        if self.is_gone(raw.cells) or cells.get("quantity") == "0":
            return Removal(raw.line, seller, sku)
        cells["isbn"] = cells["isbn"] or _isbn_in(cells["description"])
        # A fact for which the format has no tag is read as an empty one.
        values, problems = read_values(cells, described.READERS, called=self.tags.__getitem__)
        if problems:
            return RefusedOffer(raw.line, " ".join(problems), seller=seller, sku=sku)
        return described.make_offer(line=raw.line, seller=seller, **values)


def _isbn_in(notes: str) -> str:
    """Return the first ISBN in the beginning of the notes, or ""."""
    for candidate in _NUMBER.findall(notes[:_ISBN_IN_NOTES]):
        if usable := usable_isbn(candidate):
            return usable
    return ""
