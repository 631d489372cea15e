"""Notes what the cheapest live offers cost, so that a price has a history (B7)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from catalog.importing import in_batches
from marketplace.history import first_day, start_of
from marketplace.models import Offer, PriceRecord
from marketplace.summary import OfferSummary

_BATCH_SIZE = 500
Kind = PriceRecord.Kind
# What is watched: the new or the used copies of one edition.
Watched = tuple[int, str]
# The lowest price and the number of offers.
Seen = tuple[Decimal | None, int]


def record_prices(editions: Iterable[int]) -> int:
    """Note the lowest price of the editions with these pks; return how many records were added.

    One record for each edition and kind: the first of a day, then only what differs from the last
    one. A kind nobody offers is noted while its history has a price to show. `editions` may be as
    long as the catalogue; four queries for every 500 of them.
    """
    return sum(_record(batch) for batch in in_batches(editions, _BATCH_SIZE))


def offered_editions() -> Iterator[int]:
    """Yield the pks of all editions that have, or ever had, an offer."""
    # Page by page: a cursor left open would keep SQLite from writing after somebody else's write.
    last = 0
    offers = Offer.objects.order_by("edition_id").values_list("edition_id", flat=True).distinct()
    while page := list(offers.filter(edition_id__gt=last)[:_BATCH_SIZE]):
        yield from page
        last = page[-1]


def editions_of(sellers: Collection[int]) -> list[int]:
    """Return the pks of the editions whose prices change with the sellers with these pks."""
    # Read whole: the pages of `offered_editions` would sort all offers of a seller for each.
    offers = Offer.objects.filter(seller__in=sellers, is_withheld=False, quantity__gt=0)
    return list(offers.order_by("edition_id").values_list("edition_id", flat=True).distinct())


def count_offered_editions() -> int:
    return Offer.objects.aggregate(count=Count("edition", distinct=True))["count"]


def _record(editions: Sequence[int]) -> int:
    summaries = Offer.objects.live().filter(edition__in=editions).summaries()
    now_seen = {
        (edition, kind): seen
        for edition in dict.fromkeys(editions)
        for kind, seen in _by_kind(summaries[edition])
    }
    last_seen = _seen_today(editions)
    known = _priced_of_late(editions)
    new = [
        PriceRecord(edition_id=edition, kind=kind, lowest=lowest, offer_count=count)
        for (edition, kind), (lowest, count) in now_seen.items()
        if _is_news((lowest, count), last_seen.get((edition, kind)), (edition, kind) in known)
    ]
    return len(PriceRecord.objects.bulk_create(new))


def _by_kind(summary: OfferSummary) -> list[tuple[str, Seen]]:
    return [
        (Kind.NEW.value, (summary.new_lowest, summary.new_count)),
        (Kind.USED.value, (summary.used_lowest, summary.used_count)),
    ]


def _is_news(seen: Seen, last_seen: Seen | None, is_known: bool) -> bool:
    if last_seen is not None:
        return seen != last_seen
    _, count = seen
    return count > 0 or is_known


def _seen_today(editions: Sequence[int]) -> dict[Watched, Seen]:
    """Return what the last record of today says."""
    midnight = start_of(timezone.localdate())
    rows = PriceRecord.objects.filter(edition__in=editions, observed_at__gte=midnight)
    # The later record takes the place of the earlier.
    return {
        (edition, kind): (lowest, count)
        for edition, kind, lowest, count in rows.values_list(
            "edition_id", "kind", "lowest", "offer_count"
        )
    }


def _priced_of_late(editions: Sequence[int]) -> set[Watched]:
    """Return what had a price on a day that the history still shows."""
    rows = PriceRecord.objects.filter(
        edition__in=editions,
        observed_at__gte=start_of(first_day(timezone.localdate())),
        lowest__isnull=False,
    )
    return set(rows.order_by().values_list("edition_id", "kind").distinct())
