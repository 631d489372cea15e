"""Shipping rates of several sellers at once, noted in the history of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from marketplace.feeds.rates import RateRecord, write_rates
from marketplace.models import Seller
from marketplace.seller_loading import put_rates, rates_of

# So many sellers stand on the page with their rates; the others are counted.
_MOST_SHOWN = 200


@dataclass(frozen=True)
class SellersRates:
    name: str
    rates: str


def shown_rates(sellers: QuerySet[Seller]) -> list[SellersRates]:
    return [
        SellersRates(seller.name, write_rates(rates_of(seller)))
        for seller in sellers.prefetch_related("shipping_rates")[:_MOST_SHOWN]
    ]


@transaction.atomic
def put_rates_of_all(
    request: HttpRequest,
    sellers: QuerySet[Seller],
    rates: Sequence[RateRecord],
    *,
    keeps_others: bool,
    seller_admin: ModelAdmin,
) -> Counter[bool]:
    """Put the rates of every seller, and count for how many that did and did not change them.

    The history of a seller has the rates before and after as they are typed, so that those before
    can be put back.
    """
    counts: Counter[bool] = Counter()
    # Locked, so that what the history calls “before” is what was replaced. By pk, since the list
    # counts offers, and rows that are grouped cannot be locked.
    locked = Seller.objects.select_for_update(no_key=True).order_by("pk")
    for seller in locked.filter(pk__in=sellers.values("pk")):
        before = write_rates(rates_of(seller))
        is_changed = put_rates(seller, rates, keeps_others=keeps_others)
        if is_changed:
            after = write_rates(rates_of(seller))
            told = f"Shipping rates changed from “{before}” to “{after}”."
            seller_admin.log_change(request, seller, told)
        counts[is_changed] += 1
    return counts
