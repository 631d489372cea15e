from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Round
from django.db.models.lookups import Exact

from marketplace.conditions import Condition
from marketplace.copies import FACTS, Wish
from marketplace.summary import OfferSummary

if TYPE_CHECKING:
    from marketplace.models import Offer  # noqa: F401 - named in quotes below.

IS_NEW = Q(condition=Condition.NEW)
# Stands for a shipping that is not stated, where two of them are compared.
_NOTHING = Value(Decimal(-1), output_field=DecimalField())
# What else is alike in two copies of one seller, at one price, that are the same to a shopper.
IDENTICAL = ("condition", *FACTS, "comments", "ships_in_min_days", "ships_in_max_days")


def total_of(shipping: str) -> Combinable:
    """Return price and shipping; the price alone where the column is empty."""
    # SQLite adds in floats, where equal totals may differ far behind the point.
    return Round(F("price") + Coalesce(shipping, 0, output_field=DecimalField()), 2)


class OfferQuerySet(QuerySet["Offer"]):
    def live(self) -> Self:
        """Offers a shopper can act on (OF-6)."""
        return self.filter(seller__is_active=True, is_withheld=False, quantity__gt=0)

    def in_condition(self, condition: str) -> Self:
        """New or used offers; an empty `condition` keeps all."""
        kept = {"": Q(), "new": IS_NEW, "used": ~IS_NEW}
        return self.filter(kept[condition])

    def granting(self, wishes: Iterable[Wish]) -> Self:
        """Offers of copies that are as a shopper wishes, in every point."""
        return self.filter(*(Q(**{f"{wish.fact}__in": wish.values}) for wish in wishes))

    def without_repeats(self) -> Self:
        """Of a seller's identical copies only the first, which stands for all of them (B6)."""
        earlier = self._identical().filter(pk__lt=OuterRef("pk"))
        return self.filter(~Exists(earlier))

    def with_copies(self) -> Self:
        """Annotate how many copies the seller has for sale that are identical to this one."""
        sums = self._identical().order_by().values("edition").annotate(sum=Sum("quantity"))
        return self.annotate(copies=Subquery(sums.values("sum")))

    def _identical(self) -> "OfferQuerySet":
        """The offers on sale that differ in nothing that a shopper would mind, of one seller."""
        same = {name: OuterRef(name) for name in ("edition", "price", "seller", *IDENTICAL)}
        # NULL equals nothing, not even NULL.
        same_shipping = Exact(
            Coalesce("shipping", _NOTHING), Coalesce(OuterRef("shipping"), _NOTHING)
        )
        return self.model.objects.filter(same_shipping, is_withheld=False, quantity__gt=0, **same)

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
                highest=Max("price"),
            )
        )
        found = {row.pop("edition_id"): OfferSummary(**row) for row in rows}
        return defaultdict(OfferSummary, found)
