from typing import TYPE_CHECKING, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from catalog.folding import fold

if TYPE_CHECKING:
    from catalog.models import Edition, Subject  # noqa: F401 - named in quotes below.


class SubjectQuerySet(QuerySet["Subject"]):
    def with_work_counts(self) -> Self:
        """Subjects that have works, each with `work_count`."""
        return self.annotate(work_count=Count("works")).filter(work_count__gt=0)


class EditionQuerySet(QuerySet["Edition"]):
    def leading(self) -> Self:
        """The edition of each work that was loaded first: the one that stands for it in lists."""
        earlier = self.model.objects.filter(work=OuterRef("work"), pk__lt=OuterRef("pk"))
        return self.filter(~Exists(earlier))

    def bestselling(self) -> Self:
        return self.filter(sales_rank__isnull=False).order_by("sales_rank", "pk")

    def newest(self) -> Self:
        return self.filter(published_on__isnull=False).order_by("-published_on", "-pk")

    def matching(self, text: str) -> Self:
        """Editions whose title or contributors hold every word of `text`, in any order.

        A text without words matches nothing.
        """
        words = fold(text).split()
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

    def with_contents_flag(self) -> Self:
        """Each edition with `has_contents`, so that a page can borrow a sibling's contents."""
        listed = self.model.objects.filter(pk=OuterRef("pk"), contents__isnull=False)
        return self.annotate(has_contents=Exists(listed))
