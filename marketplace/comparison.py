"""The offers of an edition side by side: one row for identical copies, totals to a country (B6)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    When,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.http import Http404

from marketplace import availability, pricing
from marketplace.conditions import Condition
from marketplace.countries import COUNTRIES, ELSEWHERE
from marketplace.models import Offer, ShippingRate
from marketplace.querysets import OfferQuerySet, total_of
from marketplace.reach import Reach

# What settles a tie, so that a page never changes its order by itself (OF-11).
_TIES: list[str | Combinable] = [
    "total_there",
    F("seller__rating").desc(nulls_last=True),
    "created_at",
    "pk",
]
_CONDITION_RANK = Case(
    *(When(Q(condition=grade), then=grade.rank) for grade in Condition), output_field=IntegerField()
)
_NOT_SENT = Case(When(reach=Reach.NOT_SENT, then=1), default=0, output_field=IntegerField())
# What is not sent there comes last in every order.
SORTS: dict[str, list[str | Combinable]] = {
    # A total that leaves out a shipping nobody knows is no total to win with.
    "total": ["reach", *_TIES],
    "price": [_NOT_SENT, "price", *_TIES],
    "condition": [_NOT_SENT, _CONDITION_RANK, *_TIES],
    "seller": [_NOT_SENT, "seller__name", *_TIES],
}


@dataclass(frozen=True)
class ComparedOffer:
    """A row to compare: an offer, and what it comes to where the shopper wants it."""

    offer: Offer
    # Of this and of all identical offers of the seller.
    copies: int
    # None where it is not known, or where the copy is not sent.
    shipping: Decimal | None
    reach: Reach
    # How long it takes, in words; empty where the seller does not state it.
    on_the_way: str

    @property
    def is_sent_there(self) -> bool:
        return self.reach is not Reach.NOT_SENT

    @property
    def total(self) -> Decimal:
        """Price and shipping; the price alone where the shipping is not known."""
        return pricing.total_price(self.offer.price, self.shipping)


def compare(offers: OfferQuerySet, *, to: str, sort: str, number: str, per_page: int) -> Page:
    """Return a page of rows, from two queries. Raises Http404 where there is no such page.

    The first query only finds which rows stand on the page and how many there are in all, so that
    the database sorts and sends little also for 5,000 offers.
    """
    if not re.fullmatch("[1-9][0-9]{0,5}", number):
        raise Http404
    start = (int(number) - 1) * per_page
    ordered = sorted_by(sort, with_shipping_to(offers.without_repeats(), to))
    found = ordered.annotate(row_count=Window(Count("*"))).values_list("pk", "row_count")
    places = list(found[start : start + per_page])
    if start and not places:
        raise Http404
    count = places[0][1] if places else 0
    rows = with_shipping_to(Offer.objects.with_copies().select_related("seller"), to)
    by_pk = rows.in_bulk([pk for pk, _ in places])
    shown = [_compared(by_pk[pk]) for pk, _ in places]
    return Page(shown, int(number), Paginator(range(count), per_page))


def headline(offers: OfferQuerySet) -> Any:
    """Return what a price block names: the shop's own offer, else the lowest (OF-1, OF-2), or None.

    A tie is settled by the total, the seller's rating and the age (OF-11). What sending it comes to
    is for the shop's own country. From one query, the seller with it.
    """
    at_home = with_shipping_to(offers.select_related("seller"), settings.STORE_COUNTRY)
    totalled = at_home.annotate(total_there=total_of("shipping_there"))
    return totalled.order_by("-seller__is_store", "price", _NOT_SENT, *_TIES).first()


def destinations_of(offers: OfferQuerySet) -> set[str]:
    """Return the countries to which one of the sellers ships, from one query.

    Who ships elsewhere, too, ships to all of them.
    """
    rates = ShippingRate.objects.filter(seller__in=offers.values("seller"))
    found = set(rates.order_by().values_list("destination", flat=True).distinct())
    return set(COUNTRIES) if ELSEWHERE in found else found


def sorted_by(sort: str, offers: OfferQuerySet) -> OfferQuerySet:
    """Bring offers `with_shipping_to` a country in an order of `SORTS`."""
    return offers.annotate(total_there=total_of("shipping_there")).order_by(*SORTS[sort])


def with_shipping_to(offers: OfferQuerySet, country: str) -> OfferQuerySet:
    """Annotate what sending a copy to `country` costs and takes, and whether it is sent there.

    What the offer states is for the shop's own country. Where it says nothing, the seller's rate
    for the country holds, and else the one for elsewhere (B6).
    """
    stated = ["shipping"] if country == settings.STORE_COUNTRY else []
    has_rates = Exists(ShippingRate.objects.filter(seller=OuterRef("seller")))
    return offers.annotate(
        rate=_rate_for(country),
        rate_elsewhere=_rate_for(ELSEWHERE),
        shipping_there=Coalesce(*stated, "rate__price", "rate_elsewhere__price"),
        min_days=_of_the_rate("min_days"),
        max_days=_of_the_rate("max_days"),
        reach=Case(
            When(shipping_there__isnull=False, then=Reach.SENT),
            When(has_rates, then=Reach.NOT_SENT),
            default=Reach.NOT_STATED,
            output_field=IntegerField(),
        ),
    )


def _rate_for(destination: str) -> FilteredRelation:
    return FilteredRelation(
        "seller__shipping_rates", condition=Q(seller__shipping_rates__destination=destination)
    )


def _of_the_rate(column: str) -> Case:
    own = When(rate__isnull=False, then=f"rate__{column}")
    return Case(own, default=f"rate_elsewhere__{column}")


def _compared(offer: Any) -> ComparedOffer:
    return ComparedOffer(
        offer=offer,
        copies=offer.copies,
        shipping=offer.shipping_there,
        reach=Reach(offer.reach),
        on_the_way=availability.on_the_way(offer.min_days, offer.max_days),
    )
