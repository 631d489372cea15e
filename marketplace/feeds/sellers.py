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
from marketplace.countries import read_country
from marketplace.feeds.rates import RateRecord, read_rates

COLUMNS = Columns(
    required=("seller", "since", "rating", "ratings", "ships_from", "website", "is_store"),
    optional=("country", "about", "returns", "shipping"),
)


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
    "country": optional(read_country),
    "about": optional(partial(text, most=LONG_TEXT)),
    "returns": optional(partial(text, most=LONG_TEXT)),
    "shipping": optional(read_rates),
}
