"""Which books stand on a page, and in what order, so that a large catalogue stays quick."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalog.models import Edition
from catalog.querysets import EVERY, EditionQuerySet

# From here on the books are found by walking through the order until a page is full; below, they
# are gathered and sorted. Sorting so many takes some tenths of a second.
MANY = 100_000

SORTS = {"title": "By title", "newest": "Newest", "bestselling": "Bestselling"}
# What the books of an order must have, in words; by title all books stand.
NEEDED = {"newest": "a publication date", "bestselling": "a sales rank"}


@dataclass(frozen=True)
class Scope:
    """The books that rows with a `work_id` name, with their editions `among` which one stands."""

    rows: QuerySet
    among: Q = EVERY

    def sorted_by(self, sort: str) -> EditionQuerySet:
        """Return one edition of each work. Runs a query, which counts up to a limit.

        An order has the books that have what it goes by: a date, or a rank.
        """
        editions = self._editions()
        if sort == "newest":
            return editions.newest(self.among)
        if sort == "bestselling":
            return editions.bestselling(self.among)
        return editions.leading(self.among).order_by("work__title_key", "pk")

    def latest(self) -> EditionQuerySet:
        """Return one edition of each work, what came into the shop last first. Runs a query."""
        return self._editions().leading(self.among).order_by("-work", "pk")

    def _editions(self) -> EditionQuerySet:
        rows = self.rows.order_by()
        if rows[:MANY].count() == MANY:
            return Edition.objects.filter(Exists(rows.filter(work=OuterRef("work"))))
        return Edition.objects.filter(work__in=rows.values("work"))
