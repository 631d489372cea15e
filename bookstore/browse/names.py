"""Indexes of names, A to Z: authors, publishers, series."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from bookstore.browse.asked import Asked
from bookstore.browse.page import BrowsePage
from bookstore.browse.paging import short_page_or_404
from catalog.bounded_counts import WorkCount, work_counts
from catalog.models import Contribution, Contributor, Edition, Publisher, Series, SeriesPart
from catalog.querysets import NameQuerySet

NAMES_PER_PAGE = 96
LETTERS = [*ascii_lowercase, "#"]


@dataclass(frozen=True)
class NameIndex:
    """One kind of names, and how its rows lead to works."""

    title: str
    url_name: str
    description: str
    names: NameQuerySet
    # Rows with a work, the way from them to it, and the name that they belong to.
    rows: QuerySet
    work: str
    name: str

    @property
    def page(self) -> BrowsePage:
        return BrowsePage(self.title, self.description, reverse(self.url_name))

    def rows_of(self, key: int) -> QuerySet:
        """Return one row or more for each work of a name."""
        return self.rows.filter(**{self.name: key})


@dataclass(frozen=True)
class CountedName:
    name: Any
    count: WorkCount


@dataclass(frozen=True)
class NamesPage:
    page: Page
    letter: str
    # Each letter with whether there are names under it.
    letters: dict[str, bool]


AUTHORS = NameIndex(
    "Authors",
    "browse:author-list",
    "Everybody who wrote, translated, edited or illustrated a book in the shop, from A to Z.",
    Contributor.objects.all(),
    Contribution.objects.all(),
    "work",
    "contributor",
)
PUBLISHERS = NameIndex(
    "Publishers",
    "browse:publisher-list",
    "All publishers with books in the shop, from A to Z.",
    Publisher.objects.all(),
    Edition.objects.all(),
    "work",
    "publisher",
)
SERIES = NameIndex(
    "Series",
    "browse:series-list",
    "All series with books in the shop, from A to Z.",
    Series.objects.all(),
    SeriesPart.objects.all(),
    "edition__work",
    "series",
)


def read_names(request: HttpRequest, index: NameIndex, asked: Asked) -> NamesPage:
    """Read the page of names that the address asks for. Four queries."""
    letter = asked.one("letter", among=LETTERS)
    names = index.names.with_books().in_index_order()
    shown = names.starting_with(letter) if letter else names
    page = short_page_or_404(request, shown, per_page=NAMES_PER_PAGE)
    page.object_list = _counted(index, list(page.object_list))
    return NamesPage(page, letter, _letters(index))


def _counted(index: NameIndex, names: list[Any]) -> list[CountedName]:
    counts = work_counts((index.rows_of(name.pk) for name in names), work=index.work)
    return [CountedName(name, count) for name, count in zip(names, counts, strict=True)]


def _letters(index: NameIndex) -> dict[str, bool]:
    """Return each letter with whether names with books stand under it. One query."""
    names = index.names.with_books()
    columns = [Exists(names.starting_with(letter)) for letter in LETTERS]
    found = index.names.order_by("pk").values_list(*columns)[:1]
    flags = found[0] if found else [False] * len(LETTERS)
    return dict(zip(LETTERS, flags, strict=True))
