"""The facts of a book page that may be wrong, and what stands there now (RR-1b, B17)."""

from collections.abc import Callable
from typing import NamedTuple

from catalog.models import Edition
from catalog.plain_text import short_line
from catalog.templatetags.shop import dimensions, money
from moderation.reasons import CATALOGUE, MARKETPLACE

LONGEST_SHOWN = 120


class Fact(NamedTuple):
    code: str
    label: str
    # What stands on the page now, where it fits on a line.
    now: Callable[[Edition], object] = lambda edition: ""
    desk: str = CATALOGUE


FACTS: tuple[Fact, ...] = (
    Fact("title", "Title", lambda edition: edition.work.title),
    Fact("subtitle", "Subtitle", lambda edition: edition.work.subtitle),
    Fact("author", "Author and other contributors", lambda edition: _byline(edition)),
    Fact("cover", "Cover"),
    Fact("format", "Format", lambda edition: edition.format_label),
    Fact("isbn", "ISBN", lambda edition: edition.isbn13),
    Fact("publisher", "Publisher", lambda edition: edition.publisher),
    Fact("publication_date", "Publication date", lambda edition: edition.publication_date),
    Fact("edition", "Edition", lambda edition: _edition(edition)),
    Fact("pages", "Pages", lambda edition: edition.pages),
    Fact("dimensions", "Product dimensions", dimensions),
    Fact("list_price", "List price", lambda edition: money(edition.list_price)),
    Fact("subject", "Subject", lambda edition: edition.work.main_subject),
    Fact("description", "Overview"),
    Fact("editorial_reviews", "Editorial reviews"),
    Fact("biography", "About the author"),
    Fact("contents", "Table of contents"),
    Fact("offers", "Prices and offers of the sellers", desk=MARKETPLACE),
    Fact("other", "Something else"),
)

FACTS_BY_CODE = {fact.code: fact for fact in FACTS}


def fact_label(code: str) -> str:
    """Return a fact in words; one that there is no longer stands for itself."""
    return FACTS_BY_CODE[code].label if code in FACTS_BY_CODE else code


def what_stands_now(fact: Fact, edition: Edition) -> str:
    """Return a fact as the page has it, cut to a line; "" where it has none or it is long.

    Needs `with_book_facts()` and `with_shelf_facts()`.
    """
    now = fact.now(edition)
    return "" if now is None else short_line(str(now), most=LONGEST_SHOWN)


def _byline(edition: Edition) -> str:
    return ", ".join(
        f"{part.phrase} {', '.join(each.name for each in part.contributors)}"
        for part in edition.work.byline
    )


def _edition(edition: Edition) -> str:
    number = f"Edition {edition.edition_number}" if edition.edition_number else ""
    return ", ".join(filter(None, [number, edition.edition_statement]))
