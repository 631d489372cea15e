"""What an edition's offers can be narrowed down to, each with its count."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Max, Min, Q

from marketplace.conditions import Condition
from marketplace.copies import WISHES
from marketplace.querysets import OfferQuerySet
from marketplace.summary import OfferSummary


@dataclass(frozen=True)
class Facets:
    """How many offers there are of each grade, from each country, and as one may wish."""

    summary: OfferSummary = field(default_factory=OfferSummary)
    grades: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    wishes: Counter[str] = field(default_factory=Counter)


def read_facets(offers: OfferQuerySet) -> Facets:
    """Count `offers` of one edition by all that they can be narrowed down to, in one query."""
    counts = {
        wish.name: Count("pk", filter=Q(**{f"{wish.fact}__in": wish.values})) for wish in WISHES
    }
    groups = (
        offers.order_by()
        .values_list("condition", "seller__country")
        .annotate(count=Count("pk"), lowest=Min("price"), highest=Max("price"), **counts)
    )
    grades: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    wishes: Counter[str] = Counter()
    prices: dict[str, list[Decimal]] = {"new": [], "used": []}
    highest: list[Decimal] = []
    for condition, country, count, lowest, dearest, *granted in groups:
        grades[condition] += count
        countries[country] += count
        wishes.update(dict(zip(counts, granted, strict=True)))
        prices["new" if Condition(condition).is_new else "used"].append(lowest)
        highest.append(dearest)
    new_count = grades[Condition.NEW]
    summary = OfferSummary(
        new_count=new_count,
        new_lowest=min(prices["new"], default=None),
        used_count=grades.total() - new_count,
        used_lowest=min(prices["used"], default=None),
        highest=max(highest, default=None),
    )
    return Facets(summary, grades, countries, wishes)
