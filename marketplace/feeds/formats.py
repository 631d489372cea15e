"""Which formats there are, and which of them a file is in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from catalog.importing import UnreadableFile
from catalog.tables import Record
from marketplace.feeds import abebooks, amazon, biblio, homebase, shop_offers, uiee
from marketplace.feeds.delimited import delimiter_of, header_of, rows
from marketplace.feeds.files import AUTO, encoding_of, text_of
from marketplace.feeds.records import FeedRecord


class Format(Protocol):
    """A way to write offers down. `name` is for commands, `label` for people."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    def read(self, path: Path, encoding: str, seller: str) -> Iterator[FeedRecord]:
        """Yield what each record says. They are `seller`'s, where the file names none."""


TABLES = (amazon.FORMAT, abebooks.FORMAT, biblio.FORMAT)
TAGGED = (uiee.FORMAT, homebase.FORMAT)
FORMATS: dict[str, Format] = {each.name: each for each in (shop_offers.FORMAT, *TABLES, *TAGGED)}


class NamesNoSeller(Exception):
    """The format has no column for the seller, and nobody said whose file it is."""


@dataclass(frozen=True)
class Feed:
    """A file, and how it is to be read. `seller` is empty when each line names its own."""

    path: Path
    format: Format
    encoding: str
    seller: str

    def records(self) -> Iterator[FeedRecord]:
        return self.format.read(self.path, self.encoding, self.seller)


def feed_in(path: Path, *, seller: str, format_name: str = AUTO, encoding: str = AUTO) -> Feed:
    """Find out how a file is to be read, where that is not said.

    Raises UnreadableFile when it is of no format that is known, and NamesNoSeller.
    """
    if encoding == AUTO:
        encoding = encoding_of(path)
    found = format_of(path, encoding) if format_name == AUTO else FORMATS[format_name]
    if found is not shop_offers.FORMAT and not seller:
        raise NamesNoSeller(f"A file for {found.label} names no seller.")
    return Feed(path, found, encoding, seller)


def format_of(path: Path, encoding: str) -> Format:
    """Return the format that the first lines show. Raises UnreadableFile when none does."""
    for tagged in TAGGED:
        if tagged.fits(path, encoding):
            return tagged
    with text_of(path, encoding) as file:
        records = rows(file, path, delimiter_of(path, encoding))
        header = header_of((record for record in records if isinstance(record, Record)), path)
    if shop_offers.FORMAT.fits(header):
        return shop_offers.FORMAT
    for table in TABLES:
        if table.fits(header):
            return table
    shown = ", ".join(header)[:200]
    raise UnreadableFile(
        f"{path}: its first line, “{shown}”, is of no format that is known: "
        f"{', '.join(each.label for each in FORMATS.values())}."
    )
