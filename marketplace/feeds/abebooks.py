"""AbeBooks' and HomeBase's tab files, where an empty quantity is one copy and 0 removes it.

Source: the columns and limits as the vendor's help pages give them.
"""

from collections.abc import Mapping
from functools import partial

from catalog.cells import optional, required_text
from marketplace.feeds import described, values
from marketplace.feeds.delimited import Table


def _is_removal(cells: Mapping[str, str]) -> bool:
    return cells.get("quantity") == "0"


FORMAT = Table(
    name="abebooks",
    label="AbeBooks or HomeBase",
    names={
        "listingid": "sku",
        "title": "title",
        "author": "author",
        "isbn": "isbn",
        "price": "price",
        "quantity": "quantity",
        "description": "description",
        "bookcondition": "condition",
        "jacketcondition": "jacket",
        "signedtext": "signed",
    },
    required=("sku", "title", "price", "quantity"),
    readers={
        **described.READERS,
        "sku": partial(required_text, most=40),
        "title": partial(required_text, most=750),
        "quantity": optional(partial(values.quantity, most=999), empty=1),
    },
    make=described.make_offer,
    is_removal=_is_removal,
)
