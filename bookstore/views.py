from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bookstore.book_page import find_edition, read_book_page
from bookstore.browse.shelves import NEW
from bookstore.coins import context_object
from bookstore.errors import ExplainedNotFound
from bookstore.shelf import read_shelf
from bookstore.structured_data import book_graph, data_block
from catalog import isbn
from catalog.models import Edition
from catalog.whole_addresses import whole_address

SHELF_LENGTH = 12


def home(request: HttpRequest) -> HttpResponse:
    bestsellers = read_shelf(Edition.objects.bestselling()[:SHELF_LENGTH])
    above = [book.edition.work_id for book in bestsellers]
    newest = NEW.books().exclude(work__in=above)[:SHELF_LENGTH]
    context = {"bestsellers": bestsellers, "newest": read_shelf(newest)}
    return render(request, "bookstore/home.html", context)


def book_detail(request: HttpRequest, isbn13: str, slug: str) -> HttpResponse:
    """Show the page of one edition; an old or wrong slug leads to its one address (ID-3)."""
    edition = _edition_or_404(isbn13)
    if slug != edition.work.slug:
        return redirect(edition, permanent=True)
    page = read_book_page(edition)
    absolute = partial(whole_address, request)
    canonical = absolute(edition.get_absolute_url())
    context = {
        "page": page,
        "canonical": canonical,
        "coins": context_object(page, address=canonical),
        "structured_data": data_block(book_graph(page, absolute)),
    }
    return render(request, "bookstore/book_page.html", context)


def book_short(request: HttpRequest, isbn13: str) -> HttpResponse:
    """Lead from an address cut short to the whole one."""
    return redirect(_edition_or_404(isbn13), permanent=True)


def isbn_redirect(request: HttpRequest, typed: str) -> HttpResponse:
    """Lead from anything a person types as an ISBN to the book's page (ID-3)."""
    return redirect(_edition_or_404(typed), permanent=True)


def _edition_or_404(typed: str) -> Edition:
    """Return the edition with this ISBN, however it is spelt, or a 404 that says what is wrong."""
    try:
        return find_edition(isbn.stored_number(typed))
    except isbn.InvalidISBN as error:
        raise ExplainedNotFound(str(error)) from error
    except Edition.DoesNotExist as error:
        shown = isbn.hyphenate(isbn.stored_number(typed))
        raise ExplainedNotFound(f"No book here has the {_kind(shown)} {shown}.") from error


def _kind(number: str) -> str:
    return "item number" if isbn.is_own_number(number) else "ISBN"
