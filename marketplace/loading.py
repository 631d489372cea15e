"""Storing what feeds say of offers, whatever format they came in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial

from django.db import transaction
from django.db.models import F, Q

from catalog.importing import Outcome, Result, in_batches, store_or_halve
from catalog.models import Edition
from catalog.slugs import free_slug
from catalog.tables import RefusedRow
from marketplace.feeds.records import OfferRecord
from marketplace.models import Offer, Seller

_BATCH_SIZE = 500
# What a feed may change. Whether an offer is withheld or a seller active is for staff to say.
_OFFER_FIELDS = (
    "condition",
    "price",
    "shipping",
    "ships_in_min_days",
    "ships_in_max_days",
    "quantity",
    "comments",
    "url",
)


def load_offers(records: Iterable[OfferRecord | RefusedRow]) -> Iterator[Result]:
    """Create or change the offer of each record, and yield what became of it.

    An offer is known by its seller and SKU. A seller not yet known is created. Refused are an
    ISBN that is not in the catalogue, a SKU that its seller has used for another ISBN (OF-15), and
    a seller and SKU that the records held before. The results come once their batch is stored.
    """
    first_lines: dict[tuple[str, str], int] = {}
    for batch in in_batches(records, _BATCH_SIZE):
        yield from store_or_halve(batch, partial(_store, first_lines=first_lines), _refused)


def _store(
    batch: Sequence[OfferRecord | RefusedRow], *, first_lines: dict[tuple[str, str], int]
) -> list[Result]:
    with transaction.atomic():
        return _OfferBatch(batch, first_lines).store()


def _refused(record: OfferRecord | RefusedRow, reason: str) -> Result:
    return RefusedRow(record.line, reason).result


class _OfferBatch:
    """Some records of a feed beside the rows they are about, which take three queries to read."""

    def __init__(
        self,
        records: Sequence[OfferRecord | RefusedRow],
        first_lines: dict[tuple[str, str], int],
    ) -> None:
        self._records = records
        self._first_lines = first_lines
        found = [record for record in records if isinstance(record, OfferRecord)]
        self._edition_ids = _edition_ids({record.isbn13 for record in found})
        self._sellers = {
            seller.name: seller
            for seller in Seller.objects.filter(name__in={record.seller for record in found})
        }
        self._offers = self._known_offers(found)
        self._new_offers: list[Offer] = []

    def store(self) -> list[Result]:
        results = [self._apply(record) for record in self._records]
        Offer.objects.bulk_create(self._new_offers)
        return results

    def _known_offers(self, records: Sequence[OfferRecord]) -> dict[tuple[str, str], Offer]:
        skus: dict[int, set[str]] = {}
        for record in records:
            if seller := self._sellers.get(record.seller):
                skus.setdefault(seller.pk, set()).add(record.sku)
        # Sellers number their copies alike, so that a plain "these sellers, these SKUs" could
        # find many times more than is asked.
        asked = Q(pk__in=[])
        for seller_id, of_seller in skus.items():
            asked |= Q(seller=seller_id, sku__in=of_seller)
        offers = Offer.objects.filter(asked).annotate(seller_name=F("seller__name"))
        return {(offer.seller_name, offer.sku): offer for offer in offers}

    def _apply(self, record: OfferRecord | RefusedRow) -> Result:
        if isinstance(record, RefusedRow):
            return record.result
        if reason := self._objection(record):
            return RefusedRow(record.line, reason).result
        self._first_lines[record.seller, record.sku] = record.line
        return Result(self._take(record), f"line {record.line}")

    def _objection(self, record: OfferRecord) -> str:
        """Say what keeps the record out, which may take a query; nothing when it may be stored."""
        if record.isbn13 not in self._edition_ids:
            return f"ISBN {record.isbn13} is not in the catalogue; load its ONIX record first."
        key = record.seller, record.sku
        sku = f"The SKU “{record.sku}” of {record.seller}"
        if (line := self._first_lines.get(key, record.line)) != record.line:
            return f"{sku} stands in line {line} already."
        offer = self._offers.get(key)
        if offer and offer.edition_id != self._edition_ids[record.isbn13]:
            other = offer.edition.isbn13
            return f"{sku} belongs to ISBN {other}. A SKU is never used again; give a new one."
        return ""

    def _take(self, record: OfferRecord) -> Outcome:
        offer = self._offers.get((record.seller, record.sku))
        if offer is None:
            self._new_offers.append(self._new_offer(record))
            return Outcome.CREATED
        changed = _take_over(offer, _said(record))
        if not changed:
            return Outcome.UNCHANGED
        offer.save(update_fields=changed)
        return Outcome.CHANGED

    def _new_offer(self, record: OfferRecord) -> Offer:
        offer = Offer(
            seller=self._seller(record.seller),
            sku=record.sku,
            edition_id=self._edition_ids[record.isbn13],
        )
        _take_over(offer, _said(record))
        return offer

    def _seller(self, name: str) -> Seller:
        """Return the seller of that name, created when there is none yet."""
        if name not in self._sellers:
            slug = free_slug(name, among=Seller.objects.all(), otherwise="seller")
            self._sellers[name] = Seller.objects.create(name=name, slug=slug)
        return self._sellers[name]


def _edition_ids(isbns: Iterable[str]) -> dict[str, int]:
    return dict(Edition.objects.filter(isbn13__in=isbns).values_list("isbn13", "pk"))


def _said(record: OfferRecord) -> dict[str, object]:
    """Return what a record says of an offer, by field."""
    said = {field: getattr(record, field) for field in _OFFER_FIELDS}
    return said | (asdict(record.facts) if record.facts else {})


def _take_over(row: Offer, said: Mapping[str, object]) -> list[str]:
    """Set on `row`, unsaved, what is said otherwise, and return the names of those fields."""
    changed = [field for field, value in said.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, said[field])
    return changed
