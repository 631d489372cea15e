"""Every page that search engines may list, in files of a size that a shop of a million books bears.

A file is a block of primary keys: the last one is found as fast as the first, and a book stays in
its file when others come. No row says when its page last changed, so nothing is claimed of that.
"""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import F, QuerySet
from django.urls import reverse

from catalog.models import Contributor, Edition, Publisher, Series, Subject
from catalog.subject_tree import all_of, trees
from marketplace.models import Seller

ADDRESSES_PER_FILE = 10_000


class KeyBlocks(Paginator):
    """Cuts rows by primary key: page 2 has the keys from `per_page` + 1, however many are there."""

    object_list: QuerySet

    def page(self, number: int | str) -> Page:
        """Read one block, in one query. Raises EmptyPage where it has no rows."""
        whole = self.validate_number(number)
        rows = self.object_list.filter(
            pk__gt=(whole - 1) * self.per_page, pk__lte=whole * self.per_page
        )
        found = list(rows.order_by("pk"))
        if not found:
            raise EmptyPage(f"No row is in block {whole}.")
        return Page(found, whole, self)

    def validate_number(self, number: int | float | str) -> int:
        """Return the number without counting the rows."""
        try:
            whole = int(number)
        except ValueError as error:
            raise EmptyPage(f"{number} is not a block.") from error
        # Beyond it the keys leave the range that a database has for them.
        if not 0 < whole < 2**40:
            raise EmptyPage(f"{whole} is not a block.")
        return whole

    def numbers(self) -> list[int]:
        """Return the numbers of the blocks that have rows. One query, over all keys."""
        block = (F("pk") - 1) / self.per_page
        blocks = self.object_list.order_by().values_list(block, flat=True).distinct()
        return sorted(number + 1 for number in blocks)


class RowSitemap(Sitemap):
    limit = ADDRESSES_PER_FILE

    def items(self) -> QuerySet:
        raise NotImplementedError

    @property
    def paginator(self) -> KeyBlocks:
        return KeyBlocks(self.items(), self.limit)


class BookSitemap(RowSitemap):
    def items(self) -> QuerySet[Edition]:
        return Edition.objects.select_related("work").only("isbn13", "work__title")


class AuthorSitemap(RowSitemap):
    def items(self) -> QuerySet[Contributor]:
        return Contributor.objects.with_books().only("slug")


class PublisherSitemap(RowSitemap):
    def items(self) -> QuerySet[Publisher]:
        return Publisher.objects.with_books().only("slug")


class SeriesSitemap(RowSitemap):
    def items(self) -> QuerySet[Series]:
        return Series.objects.with_books().only("slug")


class SubjectSitemap(RowSitemap):
    """Subjects that lead to books; one that is the same as another is no page. One more query."""

    def items(self) -> QuerySet[Subject]:
        top = trees(Subject.objects.with_books_flag())
        return Subject.objects.filter(pk__in=[node.subject.pk for node in all_of(top)]).only("slug")


class SellerSitemap(RowSitemap):
    def items(self) -> QuerySet[Seller]:
        return Seller.objects.filter(is_active=True).only("slug")


class PageSitemap(Sitemap):
    """Pages that are there in every shop."""

    def items(self) -> list[str]:
        return [
            "home",
            "browse:subject-list",
            "browse:author-list",
            "browse:publisher-list",
            "browse:series-list",
            "browse:new",
            "browse:forthcoming",
            "browse:bestsellers",
            "moderation-log",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


ROW_SITEMAPS: dict[str, type[RowSitemap]] = {
    "books": BookSitemap,
    "authors": AuthorSitemap,
    "publishers": PublisherSitemap,
    "series": SeriesSitemap,
    "subjects": SubjectSitemap,
    "sellers": SellerSitemap,
}
SITEMAPS: dict[str, Any] = {"pages": PageSitemap, **ROW_SITEMAPS}


def file_numbers() -> list[tuple[str, int]]:
    """Return each file that has addresses, by section and number. One query for a section."""
    numbers = [
        (section, number)
        for section, sitemap in ROW_SITEMAPS.items()
        for number in sitemap().paginator.numbers()
    ]
    return [("pages", 1), *numbers]
