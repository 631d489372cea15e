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
    isbn13,
    optional,
    read_records,
    required_text,
    shown,
    text,
    web_address,
    whole_number,
    yes_or_no,
)
from catalog.constraints import LONG_TEXT, NAME
from catalog.tables import Columns, RefusedRow
from marketplace import conditions, pricing
from marketplace.copies import (
    FACTS,
    SIGNED_BY,
    AccessCode,
    CopyFacts,
    Jacket,
    Marking,
    contradiction,
)
from marketplace.feeds.records import OfferRecord

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


def read_offers(path: Path) -> Iterator[OfferRecord | RefusedRow]:
    """Yield the offer in each row, or why the row is refused. Raises UnreadableFile."""
    return read_records(path, COLUMNS, _READERS, _make_record, _check_together)


def _make_record(*, currency: str, **values: object) -> OfferRecord:
    """Leave out the currency: it is always the shop's, or the row would be refused."""
    facts = _stated_facts(values)
    rest = {name: value for name, value in values.items() if name not in FACTS}
    return OfferRecord(**rest, facts=CopyFacts(**facts) if facts else None)  # type: ignore[arg-type]


def _price(cell: str) -> Decimal:
    price = pricing.parse_price(cell)
    pricing.check_limits(
        price,
        minimum=Decimal(settings.OFFER_PRICE_MIN),
        maximum=Decimal(settings.OFFER_PRICE_MAX),
    )
    return price


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
    if "condition" in values:
        facts = CopyFacts(**_stated_facts(values))
        if reason := contradiction(values["condition"], facts):
            raise ValueError(f"condition: {reason}")
        if facts.signed_by and not facts.is_signed:
            raise ValueError("is_signed: A copy signed by somebody is signed; write yes.")


def _check_days_in_order(values: Values) -> None:
    fewest, most = values.get("ships_in_min_days"), values.get("ships_in_max_days")
    if fewest is not None and most is not None and fewest > most:
        raise ValueError(f"ships_in_max_days: {most} is less than ships_in_min_days, {fewest}.")


_days = partial(whole_number, least=0, most=60)
_READERS: dict[str, CellReader] = {
    "seller": partial(required_text, most=200),
    "sku": partial(required_text, most=100),
    "isbn13": isbn13,
    "condition": conditions.parse,
    "price": _price,
    "currency": _currency,
    "shipping": optional(_shipping),
    "ships_in_min_days": _days,
    "ships_in_max_days": _days,
    "quantity": partial(whole_number, least=0, most=10_000),
    "comments": partial(text, most=LONG_TEXT),
    "url": optional(partial(web_address, most=NAME), empty=""),
    **{name: optional(yes_or_no) for name in FACTS if isinstance(getattr(CopyFacts(), name), bool)},
    "marking": optional(partial(_one_of, Marking)),
    "jacket": optional(partial(_one_of, Jacket)),
    "access_code": optional(partial(_one_of, AccessCode)),
    "signed_by": optional(partial(text, most=SIGNED_BY)),
}
