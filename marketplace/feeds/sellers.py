"""The shop's own format for sellers: a CSV with a row for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from django.utils import timezone

from catalog.cells import (
    CellReader,
    Values,
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
from marketplace.countries import COUNTRIES, ELSEWHERE

COLUMNS = Columns(
    required=("seller", "since", "rating", "ratings", "ships_from", "website", "is_store"),
    optional=("country", "about", "returns", "shipping"),
)
# “US 3.99 4-14”: a country or “*”, what sending there costs, and the days it takes.
_RATE = re.compile(
    r"([A-Za-z]{2}|\*) +([0-9]{1,3}(?:\.[0-9]{1,2})?)(?: +([0-9]{1,3})-([0-9]{1,3}))?"
)


@dataclass(frozen=True)
class RateRecord:
    """What a seller asks for sending a copy to a country; days are None when not stated."""

    destination: str
    price: Decimal
    min_days: int | None
    max_days: int | None


@dataclass(frozen=True)
class SellerRecord:
    """What a feed says of one seller; `since_year` and `rating` are None when not known.

    What a file has no column for is None, too, and what the shop knows stays.
    """

    line: int
    name: str
    since_year: int | None
    rating: Decimal | None
    rating_count: int
    ships_from: str
    website: str
    is_store: bool
    country: str | None = None
    about: str | None = None
    returns: str | None = None
    rates: tuple[RateRecord, ...] | None = None


def read_sellers(path: Path) -> Iterator[SellerRecord | RefusedRow]:
    """Yield the seller in each row, or why the row is refused. Raises UnreadableFile."""
    return read_records(path, COLUMNS, _READERS, _make_record, _check_rating_is_counted)


def _make_record(
    *,
    line: int,
    seller: str,
    since: int | None,
    ratings: int,
    shipping: tuple[RateRecord, ...] | None,
    **values: object,
) -> SellerRecord:
    return SellerRecord(
        line=line,
        name=seller,
        since_year=since,
        rating_count=ratings,
        rates=shipping,
        **values,  # type: ignore[arg-type]
    )


def _year(cell: str) -> int:
    this_year = timezone.localdate().year
    if not (re.fullmatch("[0-9]{4}", cell) and 1900 <= int(cell) <= this_year):
        raise ValueError(f"{shown(cell)} is not a year from 1900 to {this_year}.")
    return int(cell)


def _rating(cell: str) -> Decimal:
    if not re.fullmatch(r"[0-4](\.[0-9])?|5(\.0)?", cell):
        raise ValueError(f"{shown(cell)} is not a rating from 0.0 to 5.0 with one decimal.")
    return Decimal(cell)


def _country(cell: str) -> str:
    if cell.upper() not in COUNTRIES:
        raise ValueError(f"{shown(cell)} is no country; write its two letters, such as US.")
    return cell.upper()


def _rates(cell: str) -> tuple[RateRecord, ...]:
    """Read "US 3.99 4-14; * 19.00": where to, for how much, and how many days it is on the way."""
    rates = tuple(_rate(part.strip()) for part in cell.split(";") if part.strip())
    if len({rate.destination for rate in rates}) < len(rates):
        raise ValueError("A country stands there twice.")
    return rates


def _rate(part: str) -> RateRecord:
    match = _RATE.fullmatch(part)
    if match is None:
        raise ValueError(f"{shown(part)} is no rate such as “US 3.99 4-14”.")
    destination, price, min_days, max_days = match.groups()
    if min_days and int(max_days) < int(min_days):
        raise ValueError(f"{shown(part)}: the days must go from fewer to more.")
    return RateRecord(
        destination=destination if destination == ELSEWHERE else _country(destination),
        price=Decimal(price),
        min_days=int(min_days) if min_days else None,
        max_days=int(max_days) if max_days else None,
    )


def _check_rating_is_counted(values: Values) -> None:
    """A rating is shown with its count, so that one without the other says nothing (OF-13)."""
    if values.get("rating") is not None and values.get("ratings") == 0:
        raise ValueError("ratings: A rating needs the number of ratings it comes from.")


_READERS: dict[str, CellReader] = {
    "seller": partial(required_text, most=200),
    "since": optional(_year),
    "rating": optional(_rating),
    "ratings": optional(partial(whole_number, least=0), empty=0),
    "ships_from": partial(text, most=NAME),
    "website": optional(partial(web_address, most=NAME), empty=""),
    "is_store": optional(yes_or_no, empty=False),
    "country": optional(_country),
    "about": optional(partial(text, most=LONG_TEXT)),
    "returns": optional(partial(text, most=LONG_TEXT)),
    "shipping": optional(_rates),
}
