"""Amazon's inventory files: tabs without quoting, codes for conditions.

Source: the fields and codes as the vendor's help pages give them (docs/operating.md).
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from catalog.cells import optional, required_text, text
from catalog.constraints import LONG_TEXT
from marketplace import conditions
from marketplace.conditions import Condition
from marketplace.feeds import values
from marketplace.feeds.delimited import Table
from marketplace.feeds.records import OfferRecord

# ASIN, which is the ISBN-10 for a book, ISBN, and EAN; UPC names no book.
_BOOK_NUMBERS = {"1", "2", "4"}


def _is_removal(cells: Mapping[str, str]) -> bool:
    return cells.get("add_delete", "").lower() in {"d", "x"}


def _product_id_type(cell: str) -> str:
    if cell not in {"1", "2", "3", "4"}:
        raise ValueError(f"“{cell[:30]}” is not 1 (ASIN), 2 (ISBN), 3 (UPC) or 4 (EAN).")
    return cell


def _add_delete(cell: str) -> str:
    if cell.lower() not in {"", "a"}:
        raise ValueError(f"“{cell[:30]}” is not a (add or change), d or x (delete).")
    return cell


def _make(
    *,
    line: int,
    seller: str,
    sku: str,
    product_id: str,
    product_id_type: str,
    condition: Condition,
    price: Decimal,
    quantity: int,
    note: str,
    lead_time: int | None,
    add_delete: str,
) -> OfferRecord:
    is_book_number = product_id_type in _BOOK_NUMBERS
    return OfferRecord(
        line=line,
        seller=seller,
        sku=sku,
        isbn13=values.usable_isbn(product_id) if is_book_number else "",
        condition=condition,
        price=price,
        ships_in_min_days=lead_time,
        ships_in_max_days=lead_time,
        quantity=quantity,
        comments=note,
    )


FORMAT = Table(
    name="amazon",
    label="Amazon inventory loader",
    names={
        "sku": "sku",
        "product-id": "product_id",
        "product-id-type": "product_id_type",
        "price": "price",
        "item-condition": "condition",
        "quantity": "quantity",
        "add-delete": "add_delete",
        "item-note": "note",
        "leadtime-to-ship": "lead_time",
    },
    required=("sku", "product_id", "product_id_type", "price", "condition", "quantity"),
    readers={
        "sku": partial(required_text, most=100),
        "product_id": partial(text, most=100),
        "product_id_type": _product_id_type,
        "price": values.price,
        "condition": conditions.parse_amazon,
        "quantity": values.quantity,
        "note": partial(text, most=LONG_TEXT),
        "lead_time": optional(values.days),
        "add_delete": _add_delete,
    },
    make=_make,
    is_removal=_is_removal,
)
