from typing import TYPE_CHECKING, Self

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from catalog.folding import fold

if TYPE_CHECKING:
    from catalog.models import Edition, Subject  # noqa: F401 - named in quotes below.

# Each word of a search costs a look through all titles and names.
WORDS_MAX = 10


class SubjectQuerySet(QuerySet["Subject"]):
    def with_work_counts(self) -> Self:
        """Subjects that have works, each with `work_count`."""
        return self.annotate(work_count=Count("works")).filter(work_count__gt=0)


class EditionQuerySet(QuerySet["Edition"]):
    def leading(self) -> Self:
        """The edition of each work that was loaded first: the one that stands for it in lists."""
        return self._first_of_each_work(Q(pk__lt=OuterRef("pk")))

    def bestselling(self) -> Self:
        """The best-ranked edition of each work, best first."""
        better = Q(sales_rank__lt=OuterRef("sales_rank"))
        as_good = Q(sales_rank=OuterRef("sales_rank"), pk__lt=OuterRef("pk"))
        ranked = self.filter(sales_rank__isnull=False)
        return ranked._first_of_each_work(better | as_good).order_by("sales_rank", "pk")

    def newest(self) -> Self:
        """The newest edition of each work, newest first."""
        newer = Q(published_on__gt=OuterRef("published_on"))
        as_new = Q(published_on=OuterRef("published_on"), pk__gt=OuterRef("pk"))
        dated = self.filter(published_on__isnull=False)
        return dated._first_of_each_work(newer | as_new).order_by("-published_on", "-pk")

    def with_cover(self) -> Self:
        return self.exclude(cover="")

    def matching(self, text: str) -> Self:
        """Editions whose title or contributors hold each word of `text`, in any order.

        Only the first ten different words count. A text without words matches nothing.
        """
        words = list(dict.fromkeys(fold(text).split()))[:WORDS_MAX]
        found = self if words else self.none()
        for word in words:
            with_word = self.model.objects.filter(
                Q(work__title_key__contains=word)
                | Q(work__contributions__contributor__name_key__contains=word)
            )
            # A subquery, since the join repeats an edition for each of its contributors.
            found = found.filter(pk__in=with_word.order_by().values("pk"))
        return found

    def with_shelf_facts(self) -> Self:
        """All that a list of covers shows: title and byline. Two more queries for the lists."""
        return self.select_related("work").prefetch_related("work__contributions__contributor")

    def with_book_facts(self) -> Self:
        """All one-row facts of a book page: work, publisher, main subject."""
        return self.select_related("work__main_subject", "publisher")

    def with_all_that_onix_tells(self) -> Self:
        """All that a record of the shop's own ONIX message holds. Nine more queries for lists."""
        siblings = self.model.objects.only("work", "isbn13", "withdrawn_on")
        return self.with_book_facts().prefetch_related(
            Prefetch("work__editions", queryset=siblings),
            "contents",
            "related_products",
            "series_parts__series",
            "work__contributions__contributor",
            "work__editorial_reviews",
            "work__subjects",
        )

    def with_contents_flag(self) -> Self:
        """Each edition with `has_contents`, so that a page can borrow a sibling's contents."""
        listed = self.model.objects.filter(pk=OuterRef("pk"), contents__isnull=False)
        return self.annotate(has_contents=Exists(listed))

    def _first_of_each_work(self, comes_before: Q) -> Self:
        """Editions with no other edition of the same work that `comes_before` them."""
        siblings = self.model.objects.filter(work=OuterRef("work"))
        return self.filter(~Exists(siblings.filter(comes_before)))
