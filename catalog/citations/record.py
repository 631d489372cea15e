"""What is cited of an edition, in plain values that every form is written from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.isbn import is_own_number
from catalog.languages import bcp47
from catalog.name_parts import Name, clean, name_of
from catalog.publication_date import Precision

if TYPE_CHECKING:
    from catalog.models import Contribution, Edition

AUTHORS = ("A01", "A02")
EDITORS = ("B01", "B10", "B13")
TRANSLATORS = ("B06", "B08", "B10")
ILLUSTRATORS = ("A12",)


@dataclass(frozen=True)
class CitedBook:
    """An edition as citations name it; texts are on one line, and "" where nothing is known.

    A place of publication is not here, because the catalogue knows none.
    """

    isbn13: str
    title: str
    subtitle: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    illustrators: tuple[Name, ...] = ()
    publisher: str = ""
    # Year, year and month, or year, month and day; empty where the date is not known.
    date_parts: tuple[int, ...] = ()
    # A first edition is not named in citations, so a number is 2 or more.
    edition: int | str = ""
    pages: int | None = None
    # A BCP 47 tag, as in “en”.
    language: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        """What names the book in a bibliography's source: it outlives corrections of the data."""
        return f"isbn{self.isbn13}" if self.isbn else f"item{self.isbn13}"

    @property
    def isbn(self) -> str:
        """The ISBN-13; nothing for a number of the shop's own."""
        return "" if is_own_number(self.isbn13) else self.isbn13

    @property
    def full_title(self) -> str:
        if not self.subtitle:
            return self.title
        colon = "" if self.title.endswith(("?", "!", ":")) else ":"
        return f"{self.title}{colon} {self.subtitle}"

    @property
    def year(self) -> str:
        return str(self.date_parts[0]) if self.date_parts else ""


def cited(edition: "Edition", contributions: "Iterable[Contribution]", *, url: str) -> CitedBook:
    """Return what is cited of `edition`. Needs work, publisher and contributors loaded.

    Who wrote a preface or reads the book aloud is not named: the styles leave them out.
    """
    names: dict[str, list[Name]] = {}
    for each in contributions:
        person = name_of(each.contributor.name, each.contributor.name_inverted)
        names.setdefault(each.role, []).append(person)

    def in_roles(roles: tuple[str, ...]) -> tuple[Name, ...]:
        return tuple(name for role in roles for name in names.get(role, []))

    return CitedBook(
        isbn13=edition.isbn13,
        title=clean(edition.work.title),
        subtitle=clean(edition.work.subtitle),
        authors=in_roles(AUTHORS),
        editors=in_roles(EDITORS),
        translators=in_roles(TRANSLATORS),
        illustrators=in_roles(ILLUSTRATORS),
        publisher=clean(edition.publisher.name) if edition.publisher else "",
        date_parts=_date_parts(edition),
        edition=_edition(edition.edition_number, clean(edition.edition_statement)),
        pages=edition.pages,
        language=bcp47(clean(edition.language)),
        url=url,
    )


def _date_parts(edition: "Edition") -> tuple[int, ...]:
    """Return as much of the publication date as is known."""
    if edition.published_on is None:
        return ()
    day = edition.published_on
    known = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}
    return (day.year, day.month, day.day)[: known[Precision(edition.published_precision)]]


def _edition(number: int | None, statement: str) -> int | str:
    """Return what tells this edition from others: its number, else the publisher's words."""
    if number is None:
        return statement
    return number if number > 1 else ""
