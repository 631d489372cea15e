"""Shipping rates on one line, as files have them and staff type them: “US 3.99 4-14; * 19.00”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from catalog.cells import shown
from marketplace.countries import ELSEWHERE, read_country

NO_RATES = "none"
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


def read_rates(line: str) -> tuple[RateRecord, ...]:
    """Read where to, for how much, and how many days it is on the way; “none” for no rate at all.

    Raises ValueError with the reason.
    """
    if line.lower() == NO_RATES:
        return ()
    rates = tuple(_rate(part.strip()) for part in line.split(";") if part.strip())
    if not rates:
        raise ValueError(f"No rate stands there; write “{NO_RATES}” where that is meant.")
    if len({rate.destination for rate in rates}) < len(rates):
        raise ValueError("A country stands there twice.")
    return rates


def write_rates(rates: Iterable[RateRecord]) -> str:
    """Return the line that `read_rates` reads, by country, the one for elsewhere at the end."""
    in_order = sorted(rates, key=lambda rate: (rate.destination == ELSEWHERE, rate.destination))
    return "; ".join(_written(rate) for rate in in_order) or NO_RATES


def _rate(part: str) -> RateRecord:
    match = _RATE.fullmatch(part)
    if match is None:
        raise ValueError(f"{shown(part)} is no rate such as “US 3.99 4-14”.")
    destination, price, min_days, max_days = match.groups()
    if min_days and int(max_days) < int(min_days):
        raise ValueError(f"{shown(part)}: the days must go from fewer to more.")
    return RateRecord(
        destination=destination if destination == ELSEWHERE else read_country(destination),
        price=Decimal(price),
        min_days=int(min_days) if min_days else None,
        max_days=int(max_days) if max_days else None,
    )


def _written(rate: RateRecord) -> str:
    days = ["" if days is None else str(days) for days in (rate.min_days, rate.max_days)]
    return f"{rate.destination} {rate.price:.2f}" + (f" {'-'.join(days)}" if any(days) else "")
