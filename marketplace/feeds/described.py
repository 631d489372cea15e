"""What the formats of used-book sellers share: a copy described by title, author and a text."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from catalog.cells import CellReader, optional, required_text, text
from catalog.constraints import LONG_TEXT
from marketplace import conditions
from marketplace.conditions import Condition
from marketplace.feeds import values
from marketplace.feeds.records import OfferRecord

_TEXT_MAX = 2_000

READERS: Mapping[str, CellReader] = {
    "sku": partial(required_text, most=100),
    "title": partial(required_text, most=_TEXT_MAX),
    "author": partial(text, most=_TEXT_MAX),
    "isbn": partial(text, most=100),
    "condition": optional(conditions.parse),
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
    condition: Condition | None,
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
        condition=condition,
        price=price,
        ships_in_min_days=None,
        ships_in_max_days=None,
        quantity=quantity,
        comments=description,
        facts=values.stated_facts(jacket=jacket, signed=signed),
        title=title,
        author=author,
    )
