from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from catalog.folding import fold

if TYPE_CHECKING:
    from catalog.models import Edition, Subject  # noqa: F401 - named in quotes below.

# Each word of a search costs a look through all titles and names.
WORDS_MAX = 10
EVERY = Q()


# What List 64 says of a book that does not come out: cancelled, and postponed indefinitely.
NOT_COMING = ("01", "03")


class SubjectQuerySet(QuerySet["Subject"]):
    def with_books_flag(self) -> Self:
        """Each subject with `has_books`: whether works carry it, not counting those below it."""
        carried = self.model.works.through.objects.filter(subject=OuterRef("pk"))
        return self.annotate(has_books=Exists(carried))

    def with_books(self) -> Self:
        return self.with_books_flag().filter(has_books=True)

    def that_may_stand_above(self, subject: "Subject") -> Self:
        """Those that stand above a subject: by the start of its code, or its heading's levels."""
        of_its_scheme = self.filter(scheme=subject.scheme)
        if not subject.has_levels:
            starts = [subject.code[:length] for length in range(1, len(subject.code))]
            return of_its_scheme.filter(code__in=starts)
        levels = [level.strip() for level in subject.heading.split("/")]
        firsts = [" / ".join(levels[:length]) for length in range(1, len(levels))]
        return of_its_scheme.filter(
            heading__in=[*firsts, *(f"{first} / General" for first in firsts)]
        )


class NameQuerySet(QuerySet[Any]):
    """Of contributors, publishers and series: names in the order of an index."""

    # By model: the column of the order, and the rows that lead to books.
    _KEYS = {"contributor": "index_key", "publisher": "name_key", "series": "name_key"}
    _BOOKS = {"contributor": "contributions", "publisher": "editions", "series": "parts"}

    def with_books(self) -> Self:
        related = self.model._meta.get_field(self._BOOKS[self._name])
        rows = related.related_model._default_manager.filter(**{related.field.name: OuterRef("pk")})
        return self.filter(Exists(rows))

    def in_index_order(self) -> Self:
        return self.order_by(self._KEYS[self._name], "pk")

    def starting_with(self, letter: str) -> Self:
        """Those under one letter of an index, a to z; all others are under "#".

        The letters are ranges, which an index of the database answers in any collation. After z
        come the scripts that are not Latin.
        """
        key = self._KEYS[self._name]
        from_z = Q(**{f"{key}__gte": "z"})
        is_z = from_z & Q(**{f"{key}__startswith": "z"})
        if letter == "#":
            return self.filter(Q(**{f"{key}__lt": "a"}) | from_z & ~is_z)
        if letter == "z":
            return self.filter(is_z)
        return self.filter(**{f"{key}__gte": letter, f"{key}__lt": chr(ord(letter) + 1)})

    @property
    def _name(self) -> str:
        return self.model._meta.model_name


class EditionQuerySet(QuerySet["Edition"]):
    def leading(self, among: Q = EVERY) -> Self:
        """The edition of each work that was loaded first: the one that stands for it in lists.

        Here and below, only the editions `among` which one is sought count as its work's.
        """
        return self._first_of_each_work(Q(pk__lt=OuterRef("pk")), among)

    def bestselling(self, among: Q = EVERY) -> Self:
        """The best-ranked edition of each work, best first."""
        better = Q(sales_rank__lt=OuterRef("sales_rank"))
        as_good = Q(sales_rank=OuterRef("sales_rank"), pk__lt=OuterRef("pk"))
        ranked = self.filter(sales_rank__isnull=False)
        return ranked._first_of_each_work(better | as_good, among).order_by("sales_rank", "pk")

    def newest(self, among: Q = EVERY) -> Self:
        """The newest edition of each work, newest first."""
        newer = Q(published_on__gt=OuterRef("published_on"))
        as_new = Q(published_on=OuterRef("published_on"), pk__gt=OuterRef("pk"))
        dated = self.filter(published_on__isnull=False)
        return dated._first_of_each_work(newer | as_new, among).order_by("-published_on", "-pk")

    def forthcoming(self, today: date) -> Self:
        """The edition of each work that comes out next after `today`, the soonest first.

        Those that the publisher has withdrawn, cancelled or postponed indefinitely do not come.
        """
        coming = Q(published_on__gt=today, withdrawn_on__isnull=True)
        coming &= ~Q(publishing_status__in=NOT_COMING)
        sooner = Q(published_on__lt=OuterRef("published_on"))
        as_soon = Q(published_on=OuterRef("published_on"), pk__lt=OuterRef("pk"))
        return self._first_of_each_work(sooner | as_soon, coming).order_by("published_on", "pk")

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

    def _first_of_each_work(self, comes_before: Q, among: Q) -> Self:
        """Editions `among` which no other of the same work `comes_before` them."""
        siblings = self.model.objects.filter(among, work=OuterRef("work"))
        return self.filter(among).filter(~Exists(siblings.filter(comes_before)))
