"""What search knows of a work's offers: the lowest price, and whether copies are new or used."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Count, Min

from catalog.templatetags.shop import money
from marketplace.models import Offer
from marketplace.querysets import IS_NEW
from search.facts import Facts
from search.filters import FixedFilter
from search.sorting import Sort
from search.tokens import token
from search.watching import Watch, of_edition

# The price bands of the filter: from each bound on, up to the next.
BANDS = (0, 5, 10, 20, 50)
WATCHED = [
    of_edition("marketplace_offer"),
    Watch(
        "marketplace_seller",
        "SELECT work_id FROM catalog_edition WHERE id IN "
        "(SELECT edition_id FROM marketplace_offer WHERE seller_id = {row}.id)",
        columns=("is_active",),
        events=("update",),
    ),
]


def _bands() -> Mapping[str, str]:
    """Return what each band is called, by its lower bound."""
    ends = [*BANDS[1:], None]
    return {str(start): _band(start, end) for start, end in zip(BANDS, ends, strict=True)}


def _band(start: int, end: int | None) -> str:
    if end is None:
        return f"{_whole(start)} and more"
    return f"{_whole(start)} to {_whole(end)}" if start else f"Under {_whole(end)}"


def _whole(amount: int) -> str:
    return money(Decimal(amount)).removesuffix(".00")


FILTERS = [
    FixedFilter("price", "Price", _bands),
    FixedFilter("condition", "Condition", lambda: {"new": "New", "used": "Used"}),
]
SORTS = [Sort("price", "Lowest price", "lowest", Decimal)]


def facts_of(works: Sequence[int]) -> Mapping[int, Facts]:
    """Return what is known of the works that have live offers. One query."""
    rows = (
        Offer.objects.live()
        .filter(edition__work__in=works)
        .order_by()
        .values("edition__work")
        .annotate(
            lowest=Min("price"),
            new=Count("pk", filter=IS_NEW),
            used=Count("pk", filter=~IS_NEW),
        )
    )
    return {row["edition__work"]: _facts(row["lowest"], row["new"], row["used"]) for row in rows}


def band_of(price: Decimal) -> int:
    """Return the lower bound of the band that a price falls in."""
    return max(bound for bound in BANDS if bound <= price)


def _facts(lowest: Decimal, new: int, used: int) -> Facts:
    tokens = [token("price", band_of(lowest))]
    tokens += [token("condition", name) for name, count in (("new", new), ("used", used)) if count]
    return Facts(tokens, {"lowest": f"{lowest:.2f}", "offers": new + used})
