"""Storing what feeds say of offers, whatever format they came in (B15).

Flat in memory however long the feed is: the copies a feed names are kept in a table on the disk.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from catalog.cells import shown
from catalog.folding import fold
from catalog.importing import Outcome, Result, in_batches, store_or_halve
from catalog.models import Edition
from catalog.slugs import free_slug
from catalog.tables import RefusedRow
from marketplace.copies import FACTS, contradiction
from marketplace.feeds.records import FeedRecord, OfferRecord, Removal
from marketplace.listings import is_registered
from marketplace.models import FeedRun, Offer, Proposal, Seller
from marketplace.named_copies import NamedCopies
from marketplace.price_records import record_prices
from marketplace.removals import remove

Mode = FeedRun.Mode
Key = tuple[str, str]

_BATCH_SIZE = 500
# What a feed may change. Whether an offer is withheld or a seller active is for staff to say.
_FIELDS = ("condition", "price", "shipping", "quantity", "comments", "url")
_WRITTEN = (*_FIELDS, *FACTS, "ships_in_min_days", "ships_in_max_days")


def load_offers(
    records: Iterable[FeedRecord], *, mode: str = Mode.UPDATE, is_confirmed: bool = False
) -> Iterator[Result]:
    """Store what each record says of its offer, and yield what became of it.

    An offer is known by its seller and SKU. A seller not yet known is created. Refused are an ISBN
    that is not in the catalogue, a SKU that its seller has used for another ISBN (OF-15), a SKU
    that stands in the records before, and a copy that its grade does not fit. A line without a
    usable ISBN becomes a Proposal for staff. Copies that are gone, or of which none is left, are
    removed at the end, all or none: a feed that would remove more than half of what a seller had
    before it raises TooManyRemovals unless `is_confirmed`. A removed offer keeps its row, so that
    its SKU is never used again.
    """
    with NamedCopies() as named:
        for batch in in_batches(records, _BATCH_SIZE):
            named.count_on_sale(batch)
            fresh = [named.note(record) for record in batch]
            yield from store_or_halve(fresh, lambda some: _store(some, mode, named), _refused)
        try:
            if mode != Mode.ADD:
                yield from remove(named, mode, is_confirmed=is_confirmed)
        finally:
            record_prices(named.touched())


def _store(batch: Sequence[FeedRecord], mode: str, named: NamedCopies) -> list[Result]:
    with transaction.atomic():
        stored = _Batch(batch, mode)
        results = stored.store()
    named.touch(stored.touched)
    named.mark_gone(stored.gone)
    return results


def _refused(record: FeedRecord, reason: str) -> Result:
    return RefusedRow(record.line, reason).result


class _Batch:
    """Some records of a feed beside the rows they are about, which take few queries to read."""

    def __init__(self, records: Sequence[FeedRecord], mode: str) -> None:
        self._records = records
        self._mode = mode
        found = [record for record in records if isinstance(record, OfferRecord)]
        isbns = {record.isbn13 for record in found}
        self._editions = dict(Edition.objects.filter(isbn13__in=isbns).values_list("isbn13", "pk"))
        names = {record.seller for record in found}
        self._sellers = {seller.name: seller for seller in Seller.objects.filter(name__in=names)}
        self._offers = self._known_offers(found)
        self._new: list[Offer] = []
        self._changed: list[Offer] = []
        # Copies that the shop knows and of which none is left.
        self.gone: list[Key] = []

    def store(self) -> list[Result]:
        results = [self._take(record) for record in self._records]
        Offer.objects.bulk_create(self._new)
        self._settle()
        if self._changed:
            # One statement for all: SKUs are unique, so that each row meets the one it changes.
            Offer.objects.bulk_create(
                self._changed,
                update_conflicts=True,
                update_fields=_WRITTEN,
                unique_fields=["seller", "sku"],
            )
        return [result for result in results if result]

    @property
    def touched(self) -> set[int]:
        """The editions whose offers this batch changed."""
        return {offer.edition_id for offer in [*self._new, *self._changed]}

    def _known_offers(self, records: Sequence[OfferRecord]) -> dict[Key, Offer]:
        keys = [
            (seller.pk, record.sku)
            for record in records
            if (seller := self._sellers.get(record.seller))
        ]
        # In no order: for that of the model, SQLite would read all that the seller has.
        offers = (
            Offer.objects.filter(_among(keys))
            .order_by()
            .annotate(seller_name=F("seller__name"), isbn13=F("edition__isbn13"))
        )
        return {(offer.seller_name, offer.sku): offer for offer in offers}

    def _settle(self) -> None:
        """Forget the lines that waited for staff and have become offers."""
        if self._new:
            keys = [(offer.seller_id, offer.sku) for offer in self._new]
            Proposal.objects.filter(_among(keys)).delete()

    def _take(self, record: FeedRecord) -> Result | None:
        """Take a record over; None for one that is told of at the end."""
        if isinstance(record, RefusedRow):
            return record.result
        if isinstance(record, Removal) and self._mode == Mode.ADD:
            return Result(Outcome.UNCHANGED, f"line {record.line}")
        if isinstance(record, Removal) or self._mode == Mode.DELETE:
            return None
        offer = self._offers.get((record.seller, record.sku))
        if offer and self._mode == Mode.ADD:
            return Result(Outcome.UNCHANGED, f"line {record.line}")
        if not record.isbn13 and not offer:
            return _refused(record, self._propose(record))
        if reason := self._objection(record, offer):
            return _refused(record, reason)
        if offer and not record.quantity:
            self.gone.append((record.seller, record.sku))
            return None
        return self._put(record, offer)

    def _objection(self, record: OfferRecord, offer: Offer | None) -> str:
        """Say what keeps the record out; "" when nothing does."""
        if record.isbn13 and record.isbn13 not in self._editions:
            return f"ISBN {record.isbn13} is not in the catalogue; load its ONIX record first."
        if offer and record.isbn13 not in ("", offer.isbn13):  # type: ignore[attr-defined]
            return (
                f"The SKU “{record.sku}” of {record.seller} belongs to ISBN {offer.isbn13}. "  # type: ignore[attr-defined]
                "A SKU is never used again; give a new one."
            )
        if not record.condition:
            return "The line states no condition. Say New, Very Good or another grade."
        return ""

    def _put(self, record: OfferRecord, known: Offer | None) -> Result:
        seller = self._seller(record.seller)
        offer = known or Offer(
            seller=seller, sku=record.sku, edition_id=self._editions[record.isbn13]
        )
        is_changed = _take_over(offer, _said(record, seller))
        if reason := contradiction(offer.grade, offer.facts):
            return _refused(record, f"condition: {reason}")
        if known is None:
            self._new.append(offer)
            outcome = Outcome.CREATED
        elif is_changed:
            self._changed.append(offer)
            outcome = Outcome.CHANGED
        else:
            outcome = Outcome.UNCHANGED
        return Result(outcome, f"line {record.line}", warnings=_warnings(record, seller))

    def _seller(self, name: str) -> Seller:
        """Return the seller of that name, created when there is none yet."""
        if name not in self._sellers:
            slug = free_slug(name, among=Seller.objects.all(), otherwise="seller")
            self._sellers[name] = Seller.objects.create(name=name, slug=slug)
        return self._sellers[name]

    def _propose(self, record: OfferRecord) -> str:
        """Keep a line without ISBN for staff, with the edition it seems to be of; say so."""
        if not record.title:
            return "The line has no usable ISBN. Write the ISBN-13 or the ISBN-10."
        seller = self._seller(record.seller)
        lines = Proposal.objects.filter(seller=seller, sku=record.sku)
        described = {"title": record.title, "author": record.author}
        if lines.filter(**described, turned_down_at__isnull=False).exists():
            return (
                "Staff have said that this is none of our books. Write the ISBN to have it taken."
            )
        edition = find_edition(record.title, record.author)
        found = {"edition": edition, "said": said_of(record), "turned_down_at": None}
        lines.update_or_create(seller=seller, sku=record.sku, defaults=described | found)
        guess = f"Perhaps it is {edition.isbn13}" if edition else "No book here has this title"
        return f"The line has no usable ISBN. {guess}; it waits for staff to say which book it is."


def _among(keys: Iterable[tuple[int, str]]) -> Q:
    """Return what finds the copies of these sellers' numbers and SKUs."""
    skus: dict[int, set[str]] = {}
    for seller_id, sku in keys:
        skus.setdefault(seller_id, set()).add(sku)
    # Sellers number their copies alike, so that a plain "these sellers, these SKUs" could find
    # many times more than is asked.
    asked = Q(pk__in=[])
    for seller_id, of_seller in skus.items():
        asked |= Q(seller=seller_id, sku__in=of_seller)
    return asked


def find_edition(title: str, author: str) -> Edition | None:
    """Return the one edition that a title and an author point to, or None. Runs a query.

    The words of the title are all in the work's title, and the author's last name is one of its
    contributors'. When several works fit, none does.
    """
    surname = fold(author.partition(",")[0] if "," in author else author.split(" ")[-1])
    candidates = Edition.objects.leading().matching(f"{title} {surname}".replace(":", " "))
    found = list(candidates[:2])
    return found[0] if len(found) == 1 else None


def said_of(record: OfferRecord) -> dict[str, Any]:
    """Return a record as a Proposal keeps it, in JSON's own types."""
    return asdict(record) | {
        "price": str(record.price),
        "shipping": None if record.shipping is None else str(record.shipping),
        "condition": record.condition.value if record.condition else "",
    }


def _said(record: OfferRecord, seller: Seller) -> dict[str, Any]:
    """Return what a record says of an offer, by field; the seller's own days where it is silent."""
    fewest, most = record.ships_in_min_days, record.ships_in_max_days
    days = {
        "ships_in_min_days": seller.ships_in_min_days if fewest is None else fewest,
        "ships_in_max_days": seller.ships_in_max_days if most is None else most,
    }
    return {field: getattr(record, field) for field in _FIELDS} | days | dict(record.facts)


def _warnings(record: OfferRecord, seller: Seller) -> list[str]:
    """Say what of a record is of no use to a shopper."""
    if not record.url or is_registered(record.url, seller.website):
        return []
    where = seller.website or "none so far"
    return [
        f"url: {shown(record.url)} is not on the seller’s registered website, {where}, so that "
        "nobody is led there."
    ]


def _take_over(offer: Offer, said: dict[str, Any]) -> bool:
    """Set on `offer`, unsaved, what is said otherwise; return whether that is anything."""
    changed = {field: value for field, value in said.items() if getattr(offer, field) != value}
    for field, value in changed.items():
        setattr(offer, field, value)
    return bool(changed)
