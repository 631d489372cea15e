"""A page of books: one card for each work, in the order that was asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest

from bookstore.browse.asked import Asked
from bookstore.browse.paging import short_page_or_404
from bookstore.browse.scopes import NEEDED, SORTS, Scope
from bookstore.shelf import read_books
from catalog.models import Edition

BOOKS_PER_PAGE = 24

# Says in a few words what a page tells of a book beside title and price.
Note = Callable[[Edition], str]


@dataclass(frozen=True)
class SortedBooks:
    page: Page
    sort: str
    # The orders there are, with their labels.
    sorts: dict[str, str]

    @property
    def needed(self) -> str:
        """What only the books of this order have, in words; empty where all books stand."""
        return NEEDED.get(self.sort, "")


def sorted_books(
    request: HttpRequest, scope: Scope, asked: Asked, *, note: Note | None = None
) -> SortedBooks:
    """Read the page of a scope that the address asks for. Seven queries."""
    sort = asked.one("sort", among=SORTS, usual="title")
    page = book_page(request, scope.sorted_by(sort), note=note)
    return SortedBooks(page, sort, SORTS)


def book_page(request: HttpRequest, keys: QuerySet, *, note: Note | None = None) -> Page:
    """Read the page of these editions that the address asks for, as cards. Six queries."""
    page = short_page_or_404(request, keys, per_page=BOOKS_PER_PAGE)
    page.object_list = read_books(list(page.object_list), note=note)
    return page
