"""UIEE, the exchange format of the used-book trade.

Five lines about the file may come before the first record. Some programs write no BN, and have the
ISBN in the first 200 characters of the notes.
Source: the codes as Amazon's, FillZ's and BookTrakker's help pages give them.
"""

from marketplace.feeds.tagged import Cells, Tagged

# XB: 1 is for sale; the others tell why it is not. XD: what is wanted is not for sale.
_GONE = {"2", "3", "4", "5", "6", "7"}
_WANTED = "W"


def _is_gone(cells: Cells) -> bool:
    is_sold = cells.get("IS", "").strip().lower() == "sold"
    return is_sold or cells.get("XB", "").strip() in _GONE


FORMAT = Tagged(
    name="uiee",
    label="UIEE",
    tags={
        "sku": "UR",
        "title": "TI",
        "author": "AA",
        "isbn": "BN",
        "price": "PR",
        "quantity": "CO",
        "description": "NT",
        "condition": "CN",
        "jacket": "JK",
    },
    is_gone=_is_gone,
    is_of_no_use=lambda cells: cells.get("XD", "").upper() == _WANTED,
)
