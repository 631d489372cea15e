"""The shop's own format for offers: a CSV with a column for the seller."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db.models import TextChoices

from catalog.cells import (
    CellReader,
    Values,
    cleaned,
    isbn13,
    optional,
    read_records,
    required_text,
    shown,
    text,
    web_address,
    yes_or_no,
)
from catalog.constraints import LONG_TEXT, NAME
from catalog.tables import Columns, RefusedRow, Row
from marketplace import conditions
from marketplace.copies import (
    FACTS,
    SIGNED_BY,
    AccessCode,
    CopyFacts,
    Jacket,
    Marking,
)
from marketplace.feeds.files import ENCODINGS
from marketplace.feeds.records import OfferRecord, RefusedOffer
from marketplace.feeds.values import days, price, quantity

COLUMNS = Columns(
    required=(
        "seller",
        "sku",
        "isbn13",
        "condition",
        "price",
        "currency",
        "ships_in_min_days",
        "ships_in_max_days",
        "quantity",
        "comments",
    ),
    optional=("shipping", "url", *FACTS),
)


class ShopOffers:
    name = "shop"
    label = "the shop’s own table"

    def fits(self, header: list[str]) -> bool:
        return {"seller", "isbn13"} <= set(header)

    def read(self, path: Path, encoding: str, seller: str) -> Iterator[OfferRecord | RefusedRow]:
        """Yield the offer in each row, or why the row is refused. Raises UnreadableFile.

        When `seller` is given, the rows of others are refused.
        """
        for record in read_offers(path, ENCODINGS[encoding]):
            if seller and isinstance(record, OfferRecord) and record.seller != seller:
                reason = f"seller: The row is of {shown(record.seller)}, not of {shown(seller)}."
                yield RefusedRow(record.line, reason)
            else:
                yield record


FORMAT = ShopOffers()


def read_offers(path: Path, encoding: str = "utf-8-sig") -> Iterator[OfferRecord | RefusedRow]:
    """Yield the offer in each row, or why the row is refused. Raises UnreadableFile."""
    return read_records(path, COLUMNS, _READERS, _make_record, _check_together, encoding, _refuse)


def _refuse(row: Row, reason: str) -> RefusedRow:
    """Keep what copy the row is of, so that a file that replaces all does not remove it."""
    seller, sku = cleaned(row.cells["seller"]), cleaned(row.cells["sku"])
    return RefusedOffer(row.line, reason, seller=seller, sku=sku)


def _make_record(*, currency: str, **values: object) -> OfferRecord:
    """Leave out the currency: it is always the shop's, or the row would be refused."""
    facts = _stated_facts(values)
    rest = {name: value for name, value in values.items() if name not in FACTS}
    return OfferRecord(**rest, facts=facts)  # type: ignore[arg-type]


def _shipping(cell: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", cell):
        raise ValueError(
            f"{shown(cell)} is not an amount from 0.00 to 999.99. "
            "Leave the cell empty when shipping is not stated."
        )
    return Decimal(cell)


def _currency(cell: str) -> str:
    if not cell:
        raise ValueError(f"The cell is empty. Write {settings.STORE_CURRENCY}.")
    if cell.upper() != settings.STORE_CURRENCY:
        raise ValueError(
            f"Prices in {cell[:30]} cannot be taken: "
            f"the shop's currency is {settings.STORE_CURRENCY}."
        )
    return settings.STORE_CURRENCY


def _stated_facts(values: Values) -> Values:
    """Return the facts whose cells are filled."""
    return {name: values[name] for name in FACTS if values.get(name) is not None}


def _one_of(choices: type[TextChoices], cell: str) -> str:
    if cell not in choices.values:
        known = ", ".join(filter(None, choices.values))
        raise ValueError(f"{shown(cell)} is none of {known}.")
    return cell


def _check_together(values: Values) -> None:
    _check_days_in_order(values)
    if values.get("signed_by") and not values.get("is_signed"):
        raise ValueError("is_signed: A copy signed by somebody is signed; write yes.")


def _check_days_in_order(values: Values) -> None:
    fewest, most = values.get("ships_in_min_days"), values.get("ships_in_max_days")
    if fewest is not None and most is not None and fewest > most:
        raise ValueError(f"ships_in_max_days: {most} is less than ships_in_min_days, {fewest}.")


_READERS: dict[str, CellReader] = {
    "seller": partial(required_text, most=200),
    "sku": partial(required_text, most=100),
    "isbn13": isbn13,
    "condition": conditions.parse,
    "price": price,
    "currency": _currency,
    "shipping": optional(_shipping),
    "ships_in_min_days": days,
    "ships_in_max_days": days,
    "quantity": quantity,
    "comments": partial(text, most=LONG_TEXT),
    "url": optional(partial(web_address, most=NAME), empty=""),
    **{name: optional(yes_or_no) for name in FACTS if isinstance(getattr(CopyFacts(), name), bool)},
    "marking": optional(partial(_one_of, Marking)),
    "jacket": optional(partial(_one_of, Jacket)),
    "access_code": optional(partial(_one_of, AccessCode)),
    "signed_by": optional(partial(text, most=SIGNED_BY)),
}
