"""Storing what files say of sellers."""

from collections.abc import Iterable, Iterator, Mapping

from django.core.exceptions import ValidationError

from catalog.importing import Outcome, Result
from catalog.slugs import free_slug
from catalog.tables import RefusedRow
from marketplace.feeds.records import SellerRecord
from marketplace.models import Seller

_SELLER_FIELDS = ("since_year", "rating", "rating_count", "ships_from", "website", "is_store")


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
    seller = Seller.objects.filter(name=record.name).first()
    is_new = seller is None
    if seller is None:
        slug = free_slug(record.name, among=Seller.objects.all(), otherwise="seller")
        seller = Seller(name=record.name, slug=slug)
    said = {field: getattr(record, field) for field in _SELLER_FIELDS}
    changed = _take_over(seller, said)
    if not changed and not is_new:
        return Result(Outcome.UNCHANGED, f"line {record.line}")
    try:
        seller.full_clean()
    except ValidationError as error:
        return RefusedRow(record.line, " ".join(error.messages)).result
    seller.save(update_fields=None if is_new else changed)
    return Result(Outcome.CREATED if is_new else Outcome.CHANGED, f"line {record.line}")


def _take_over(row: Seller, said: Mapping[str, object]) -> list[str]:
    """Set on `row`, unsaved, what is said otherwise, and return the names of those fields."""
    changed = [field for field, value in said.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, said[field])
    return changed
