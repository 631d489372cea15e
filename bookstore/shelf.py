"""Books side by side, each with what it costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalog.models import Edition
from catalog.querysets import EditionQuerySet
from marketplace.models import Offer
from marketplace.summary import OfferSummary


@dataclass(frozen=True)
class ShelfBook:
    edition: Edition
    offers: OfferSummary
    # What the shelf tells of the book beside that: when it comes out, its place in a series.
    note: str = ""


def read_shelf(
    editions: EditionQuerySet, *, note: Callable[[Edition], str] | None = None
) -> list[ShelfBook]:
    """Read the books of a shelf, in the order of `editions`. Five queries.

    First the keys alone are read: sorting many whole rows takes a multiple of the time.
    """
    keys = list(editions.values_list("pk", flat=True))
    return read_books(keys, note=note)


def read_books(
    keys: Sequence[int], *, note: Callable[[Edition], str] | None = None
) -> list[ShelfBook]:
    """Read the editions with these keys, in their order. Four queries."""
    found = Edition.objects.with_shelf_facts().in_bulk(keys)
    shown = [found[key] for key in keys if key in found]
    offers = Offer.objects.live().filter(edition__in=shown).summaries()
    return [
        ShelfBook(edition, offers[edition.pk], note(edition) if note else "") for edition in shown
    ]
