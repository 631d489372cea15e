"""Storing what a file says of sellers."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction

from catalog.importing import Outcome, Result
from catalog.slugs import free_slug
from catalog.tables import RefusedRow
from marketplace.feeds.rates import RateRecord
from marketplace.feeds.sellers import SellerRecord
from marketplace.models import Seller, ShippingRate

# What a file may change. Whether a seller is active is for staff to say.
_FIELDS = (
    "since_year",
    "rating",
    "rating_count",
    "ships_from",
    "website",
    "is_store",
    "country",
    "about",
    "returns",
)
_RATE_FIELDS = ("destination", "price", "min_days", "max_days")


def load_sellers(records: Iterable[SellerRecord | RefusedRow]) -> Iterator[Result]:
    """Create or change the seller of each record, known by the exact name."""
    first_lines: dict[str, int] = {}
    for record in records:
        if isinstance(record, RefusedRow):
            yield record.result
        elif (line := first_lines.setdefault(record.name, record.line)) != record.line:
            reason = f"The seller “{record.name}” stands in line {line} already."
            yield RefusedRow(record.line, reason).result
        else:
            yield _load_seller(record)


def _load_seller(record: SellerRecord) -> Result:
    try:
        outcome = _store(record)
    except ValidationError as error:
        return RefusedRow(record.line, " ".join(error.messages)).result
    return Result(outcome, f"line {record.line}")


@transaction.atomic
def _store(record: SellerRecord) -> Outcome:
    seller = Seller.objects.filter(name=record.name).first()
    is_new = seller is None
    if seller is None:
        slug = free_slug(record.name, among=Seller.objects.all(), otherwise="seller")
        seller = Seller(name=record.name, slug=slug)
    changed = _take_over(seller, record)
    if is_new or changed:
        seller.full_clean()
        seller.save(update_fields=None if is_new else changed)
    has_new_rates = record.rates is not None and put_rates(seller, record.rates)
    if is_new:
        return Outcome.CREATED
    return Outcome.CHANGED if changed or has_new_rates else Outcome.UNCHANGED


def _take_over(seller: Seller, record: SellerRecord) -> list[str]:
    """Set, unsaved, what the record says otherwise, and return the names of those fields."""
    said = {field: getattr(record, field) for field in _FIELDS}
    # A column that older files do not have leaves what the shop knows.
    unsaid = {field for field in ("country", "about", "returns") if said[field] is None}
    changed = [
        field for field in said if field not in unsaid and getattr(seller, field) != said[field]
    ]
    for field in changed:
        setattr(seller, field, said[field])
    return changed


def rates_of(seller: Seller) -> list[RateRecord]:
    """Return what the seller asks for shipping; a query unless the rates were prefetched."""
    return [
        RateRecord(**{field: getattr(rate, field) for field in _RATE_FIELDS})
        for rate in seller.shipping_rates.all()
    ]


@transaction.atomic
def put_rates(seller: Seller, rates: Iterable[RateRecord], *, keeps_others: bool = False) -> bool:
    """Make these the seller's rates, and return whether they were others.

    `keeps_others` leaves the rates for countries that are not among them.
    """
    known = {rate.destination: rate for rate in rates_of(seller)}
    wanted = (known if keeps_others else {}) | {rate.destination: rate for rate in rates}
    changed = [place for place in known | wanted if known.get(place) != wanted.get(place)]
    if not changed:
        return False
    seller.shipping_rates.filter(destination__in=changed).delete()
    ShippingRate.objects.bulk_create(
        ShippingRate(seller=seller, **asdict(wanted[place])) for place in changed if place in wanted
    )
    return True
