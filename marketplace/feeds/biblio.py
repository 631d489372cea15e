"""Biblio's free tables, and those of BookRouter: a SKU, an author, a title, a text, a price.

Source: the least that Biblio asks for, and BookRouter's column names, from their help pages.
"""

from collections.abc import Mapping

from marketplace.feeds import described
from marketplace.feeds.delimited import Table


def _is_removal(cells: Mapping[str, str]) -> bool:
    return cells.get("status", "").upper() == "D" or cells.get("quantity") == "0"


FORMAT = Table(
    name="biblio",
    label="Biblio or BookRouter",
    names={
        "id": "sku",
        "sku": "sku",
        "book number": "sku",
        "status": "status",
        "status(d=remove)": "status",
        "title": "title",
        "author": "author",
        "isbn": "isbn",
        "price": "price",
        "quantity": "quantity",
        "description": "description",
        "condition": "condition",
        "jacket_cond": "jacket",
        "signed": "signed",
    },
    required=("sku", "author", "title", "price"),
    readers=described.READERS,
    make=described.make_offer,
    is_removal=_is_removal,
)
