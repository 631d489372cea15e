from collections import defaultdict
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Count, DecimalField, F, IntegerField, Min, Q, QuerySet, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Round

from marketplace.conditions import Condition
from marketplace.summary import OfferSummary

if TYPE_CHECKING:
    from marketplace.models import Offer  # noqa: F401 - named in quotes below.

IS_NEW = Q(condition=Condition.NEW)
# What settles a tie, so that a page never changes its order by itself (OF-11).
TIES: list[str | Combinable] = [
    "total_price",
    F("seller__rating").desc(nulls_last=True),
    "created_at",
    "pk",
]
CONDITION_RANK = Case(
    *(When(Q(condition=grade), then=grade.rank) for grade in Condition), output_field=IntegerField()
)
SHIPPING_UNKNOWN = Case(When(shipping__isnull=True, then=1), default=0, output_field=IntegerField())
SORTS: dict[str, list[str | Combinable]] = {
    # A total that leaves out a shipping nobody knows is no total to win with.
    "total": [SHIPPING_UNKNOWN, *TIES],
    "price": ["price", *TIES],
    "condition": [CONDITION_RANK, *TIES],
    "seller": ["seller__name", *TIES],
    # What a price block names first: the shop's own offer, else the lowest (OF-1, OF-2).
    "headline": ["-seller__is_store", "price", *TIES],
}


class OfferQuerySet(QuerySet["Offer"]):
    def live(self) -> Self:
        """Offers a shopper can act on (OF-6)."""
        return self.filter(seller__is_active=True, is_withheld=False, quantity__gt=0)

    def in_condition(self, condition: str) -> Self:
        """New or used offers; an empty `condition` keeps all."""
        kept = {"": Q(), "new": IS_NEW, "used": ~IS_NEW}
        return self.filter(kept[condition])

    def sorted_by(self, sort: str) -> Self:
        """In an order of `SORTS`. A total is the price alone where no shipping is stated."""
        total = F("price") + Coalesce("shipping", 0, output_field=DecimalField())
        # SQLite adds in floats, where equal totals may differ far behind the point.
        return self.annotate(total_price=Round(total, 2)).order_by(*SORTS[sort])

    def summaries(self) -> defaultdict[int, OfferSummary]:
        """Return each edition's summary by the edition's pk, from one query.

        A dict, since pages look summaries up by edition; one without offers has an empty summary.
        """
        rows = (
            self.order_by()
            .values("edition_id")
            .annotate(
                new_count=Count("pk", filter=IS_NEW),
                new_lowest=Min("price", filter=IS_NEW),
                used_count=Count("pk", filter=~IS_NEW),
                used_lowest=Min("price", filter=~IS_NEW),
            )
        )
        found = {row.pop("edition_id"): OfferSummary(**row) for row in rows}
        return defaultdict(OfferSummary, found)
