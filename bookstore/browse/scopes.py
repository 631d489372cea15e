"""Which books stand on a page, and in what order, so that a large catalogue stays quick."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from catalog.models import Edition, Work
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

    def sorted_by(self, sort: str) -> QuerySet:
        """Return the key of one edition of each work. Runs a query, which counts up to a limit.

        An order has the books that have what it goes by: a date, or a rank.
        """
        if sort == "newest":
            found = self._within(Edition.objects.newest(self.among), "-published_on")
        elif sort == "bestselling":
            found = self._within(Edition.objects.bestselling(self.among), "sales_rank")
        elif self.has_many:
            return self._walked_by_title()
        else:
            found = self._within(Edition.objects.leading(self.among), "work__title_key")
        return found.values_list("pk", flat=True)

    def latest(self) -> EditionQuerySet:
        """Return one edition of each work, what came into the shop last first. Runs a query."""
        return self._within(Edition.objects.leading(self.among), "-work_id")

    @cached_property
    def has_many(self) -> bool:
        return self.rows.order_by()[:MANY].count() == MANY

    def _walked_by_title(self) -> QuerySet:
        """Walk through the works alone; joined to editions, SQLite would sort all of them first."""
        rows = self.rows.order_by().filter(work=OuterRef("pk"))
        editions = Edition.objects.filter(self.among, work=OuterRef("pk")).order_by("pk")
        works = Work.objects.filter(Exists(rows)).annotate(
            first=Subquery(editions.values("pk")[:1])
        )
        in_order = works.filter(first__isnull=False).order_by("title_key", "pk")
        return in_order.values_list("first", flat=True)

    def _within(self, editions: EditionQuerySet, column: str) -> EditionQuerySet:
        rows = self.rows.order_by()
        if self.has_many:
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
