"""The desk: what waits for staff, oldest first, whatever kind it is.

Reviews, appeals and cases each have an index of what waits. A page is made of the first keys of
each, merged, and only its own rows are read, so that its cost does not grow with the tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.http import urlencode

from accounts.models import User
from catalog.admin.search import isbn_in
from catalog.folding import fold
from catalog.models import Edition, Work
from moderation.entries import Entry, Key, Kind, entries_of
from moderation.models import Case
from moderation.rights import desks_of, may_decide
from reviews.models import Appeal, Review

PAGE_SIZE = 25
# Whoever wants to see further back filters; the keys of all pages before one have to be read.
PAGES_MAX = 1_000


@dataclass(frozen=True)
class Filters:
    """What of the queue is asked for; "" is everything."""

    kind: str = ""
    rule: str = ""
    book: str = ""

    @property
    def query(self) -> str:
        """The filters as they stand in an address."""
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def works(self) -> QuerySet[Work]:
        """The works that `book` names, by words of the title or an ISBN."""
        if isbn13 := isbn_in(self.book):
            editions = Edition.objects.filter(isbn13__startswith=isbn13)
            return Work.objects.filter(pk__in=editions.values("work"))
        words = fold(self.book).split()
        works = Work.objects.all() if words else Work.objects.none()
        for word in words:
            works = works.filter(title_key__contains=word)
        return works

    def allow(self, *kinds: Kind) -> bool:
        return not self.kind or self.kind in kinds


class Source(NamedTuple):
    """One table that things wait in; `since` is the column that says how long."""

    name: str
    since: str
    waiting: QuerySet[Any]


@dataclass(frozen=True)
class Page:
    entries: list[Entry]
    number: int
    has_next: bool


class Desk:
    """The queue as one member of staff sees it."""

    def __init__(self, staff: User, filters: Filters | None = None) -> None:
        self.staff = staff
        self.filters = filters or Filters()
        self.decides = may_decide(staff)
        self.desks = desks_of(staff)

    def page(self, number: int = 1) -> Page:
        """Return a page of the queue. Numbers that there cannot be give the first or the last."""
        number = min(max(number, 1), PAGES_MAX)
        start, end = (number - 1) * PAGE_SIZE, number * PAGE_SIZE
        keys = list(merge(*(_keys(source, end + 1) for source in self._sources())))
        entries = entries_of(keys[start:end], staff=self.staff)
        return Page(entries, number, has_next=len(keys) > end)

    def counts(self) -> list[str]:
        """Return in words how many of each source wait, whatever is asked for.

        Each is read off its index of what waits, and no row is looked at. SQLite does so when the
        state stands in the query itself; with a parameter it reads all those rows.
        """
        counts = []
        if self.decides:
            reviews = Review.objects.filter(state=RawSQL("'pending'", []))
            appeals = Appeal.objects.filter(state=RawSQL("'open'", []))
            counts.append(_counted(reviews, "review", "reviews"))
            counts.append(_counted(appeals, "appeal", "appeals"))
        if self.desks:
            cases = Case.objects.waiting().filter(desk__in=self.desks)
            counts.append(_counted(cases, "reported thing", "reported things"))
        return counts

    def next_after(self, key: Key) -> str | None:
        """Return the link of the next entry on which this member of staff may decide."""
        following = []
        for source in self._sources():
            later = Q(**{f"{source.since}__gt": key.since})
            if source.name == key.source:
                later |= Q(**{source.since: key.since, "pk__gt": key.pk})
            others = source.waiting.exclude(self._is_own(source.name)).filter(later)
            following += _keys(source._replace(waiting=others), 1)
        entries = entries_of(sorted(following)[:1], staff=self.staff)
        return next((entry.link for entry in entries), None)

    def _sources(self) -> Iterator[Source]:
        """Yield the queries for what is asked for, in the order of their index each."""
        filters = self.filters
        if self.decides and filters.allow(Kind.NEW, Kind.EDITED):
            reviews = self._reviews()
            if filters.kind:
                reviews = reviews.filter(edited_at__isnull=filters.kind == Kind.NEW)
            yield Source("review", "created_at", reviews)
        if self.decides and filters.allow(Kind.APPEAL):
            yield Source("appeal", "created_at", self._appeals())
        if filters.allow(Kind.REPORTED):
            # One desk at a time, since the index leads with the desk.
            for desk in self.desks:
                cases = self._cases(desk)
                if self.decides and not filters.kind:
                    # The review itself stands in the queue, with its reports (RP-3).
                    cases = cases.exclude(review__state=Review.State.PENDING)
                yield Source("case", "opened_at", cases)

    def _reviews(self) -> QuerySet[Review]:
        reviews = Review.objects.waiting()
        if self.filters.rule:
            reviews = reviews.filter(rules_hit__contains=f" {self.filters.rule} ")
        if self.filters.book:
            reviews = reviews.filter(work__in=self.filters.works)
        return reviews

    def _appeals(self) -> QuerySet[Appeal]:
        appeals = Appeal.objects.filter(state=Appeal.State.OPEN).order_by("created_at", "pk")
        if self.filters.rule:
            appeals = appeals.filter(decision__rule=self.filters.rule)
        if self.filters.book:
            appeals = appeals.filter(decision__work__in=self.filters.works)
        return appeals

    def _cases(self, desk: str) -> QuerySet[Case]:
        cases = Case.objects.waiting().on_desk(desk)
        if self.filters.rule:
            cases = cases.filter(review__rules_hit__contains=f" {self.filters.rule} ")
        if self.filters.book:
            works = self.filters.works
            cases = cases.filter(
                Q(review__work__in=works)
                | Q(edition__work__in=works)
                | Q(offer__edition__work__in=works)
            )
        return cases

    def _is_own(self, source: str) -> Q:
        """What this member of staff may look at only; see `moderation.entries`."""
        match source:
            case "review":
                return Q(author=self.staff)
            case "appeal":
                return Q(decision__decided_by=self.staff) | Q(decision__author=self.staff)
        return Q(review__author=self.staff)


def _counted(waiting: QuerySet[Any], one: str, several: str) -> str:
    count = waiting.order_by().count()
    return f"{count:,} {one if count == 1 else several}"


def _keys(source: Source, limit: int) -> list[Key]:
    rows = source.waiting.values_list(source.since, "pk")[:limit]
    return [Key(since, source.name, pk) for since, pk in rows]
