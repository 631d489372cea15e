"""Lists of the whole shop: what is new, what comes, what sells best."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bookstore.browse.books import Note
from bookstore.browse.page import BrowsePage
from catalog.models import Edition
from catalog.querysets import EditionQuerySet


@dataclass(frozen=True)
class WholeShelf:
    title: str
    url_name: str
    description: str
    # What stands where there are no books.
    empty: str
    books: Callable[[], EditionQuerySet]
    note: Note | None = None

    @property
    def page(self) -> BrowsePage:
        return BrowsePage(self.title, self.description, reverse(self.url_name))


def _new() -> EditionQuerySet:
    return Edition.objects.newest(Q(published_on__lte=timezone.localdate()))


def _forthcoming() -> EditionQuerySet:
    return Edition.objects.forthcoming(timezone.localdate())


def _date(edition: Edition) -> str:
    return edition.publication_date


NEW = WholeShelf(
    "New books",
    "browse:new",
    "What has come out last, the newest first.",
    "No book here has a publication date yet.",
    _new,
    _date,
)
FORTHCOMING = WholeShelf(
    "Forthcoming books",
    "browse:forthcoming",
    "What publishers have announced, the next to come first.",
    "No publisher has announced a book here that is still to come.",
    _forthcoming,
    _date,
)
BESTSELLERS = WholeShelf(
    "Bestsellers",
    "browse:bestsellers",
    "What sells best in the shop, by sales rank.",
    "No book here has a sales rank yet.",
    Edition.objects.bestselling,
)
