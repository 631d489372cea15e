"""What the formats of used-book sellers share: a copy described by title, author and a text."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from catalog.cells import CellReader, optional, required_text, text
from catalog.constraints import LONG_TEXT
from marketplace import conditions
from marketplace.conditions import Condition
from marketplace.feeds import values
from marketplace.feeds.records import OfferRecord

_TEXT_MAX = 2_000


class Grades(NamedTuple):
    """The grade of a book, None where it is not stated, and the word for that of its jacket."""

    book: Condition | None = None
    jacket: str = ""


def _grades(cell: str) -> Grades:
    """Read “Fine”, and “Fine/Good”, which is the book before its jacket (OF-14)."""
    book, _, jacket = cell.partition("/")
    if values.jacket_of(jacket):
        return Grades(conditions.parse(book), jacket)
    return Grades(conditions.parse(cell))


READERS: Mapping[str, CellReader] = {
    "sku": partial(required_text, most=100),
    "title": partial(required_text, most=_TEXT_MAX),
    "author": partial(text, most=_TEXT_MAX),
    "isbn": partial(text, most=100),
    "condition": optional(_grades, empty=Grades()),
    "price": values.price,
    # AbeBooks: an empty quantity is one copy.
    "quantity": optional(values.quantity, empty=1),
    "description": partial(text, most=LONG_TEXT),
    "jacket": partial(text, most=_TEXT_MAX),
    "signed": partial(text, most=_TEXT_MAX),
}


def make_offer(
    *,
    line: int,
    seller: str,
    sku: str,
    title: str,
    author: str,
    isbn: str,
    condition: Grades,
    price: Decimal,
    quantity: int,
    description: str,
    jacket: str,
    signed: str,
) -> OfferRecord:
    return OfferRecord(
        line=line,
        seller=seller,
        sku=sku,
        isbn13=values.usable_isbn(isbn),
        condition=condition.book,
        price=price,
        ships_in_min_days=None,
        ships_in_max_days=None,
        quantity=quantity,
        comments=description,
        facts=values.stated_facts(jacket=jacket or condition.jacket, signed=signed),
        title=title,
        author=author,
    )
