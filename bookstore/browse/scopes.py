"""Which books stand on a page, and in what order, so that a large catalogue stays quick."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from catalog.models import Edition
from catalog.querysets import EVERY, EditionQuerySet

# From here on the books are found by walking through the order until a page is full; below, they
# are gathered and sorted, which takes some tenths of a second for so many.
MANY = 20_000

SORTS = {"title": "By title", "newest": "Newest", "bestselling": "Bestselling"}
# What the books of an order must have, in words; by title all books stand.
NEEDED = {"newest": "a publication date", "bestselling": "a sales rank"}


@dataclass(frozen=True)
class Scope:
    """The books that rows with a `work` name, with their editions `among` which one stands."""

    rows: QuerySet
    among: Q = EVERY

    def sorted_by(self, sort: str) -> EditionQuerySet:
        """Return one edition of each work. Runs a query, which counts up to a limit.

        An order has the books that have what it goes by: a date, or a rank.
        """
        if sort == "newest":
            return self._within(Edition.objects.newest(self.among), "-published_on")
        if sort == "bestselling":
            return self._within(Edition.objects.bestselling(self.among), "sales_rank")
        return self._within(Edition.objects.leading(self.among), "work__title_key")

    def latest(self) -> EditionQuerySet:
        """Return one edition of each work, what came into the shop last first. Runs a query."""
        return self._within(Edition.objects.leading(self.among), "-work_id")

    def _within(self, editions: EditionQuerySet, column: str) -> EditionQuerySet:
        rows = self.rows.order_by()
        if rows[:MANY].count() == MANY:
            found = editions.filter(Exists(rows.filter(work=OuterRef("work"))))
            return found.order_by(column, "pk")
        found = editions.filter(work__in=rows.values("work"))
        return found.order_by(_not_walked(column), "pk")


def _not_walked(column: str) -> OrderBy:
    """Return the order of a column in a form that no index has.

    PostgreSQL would else look for a few books by walking through the whole shop.
    """
    name = column.removeprefix("-")
    return OrderBy(Coalesce(F(name), F(name)), descending=column.startswith("-"))
