"""The feed of each page to browse by: the books that came into the shop last, or its first ones."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from bookstore.browse import makers, subjects
from bookstore.browse.atom import ENTRIES, Entry, atom, book_entries
from bookstore.browse.names import NameIndex
from bookstore.browse.shelves import WholeShelf
from catalog.models import Contributor, Publisher, Series, Subject, Work


@require_safe
def subject_list(request: HttpRequest) -> HttpResponse:
    shown = Subject.objects.with_books().filter(same_as=None)
    carried = Work.subjects.through.objects.filter(subject=OuterRef("pk"))
    return atom(request, subjects.list_page(), _names(shown, carried, work="work"))


@require_safe
def subject_detail(request: HttpRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(Subject.objects.select_related("same_as"), slug=slug)
    node = subjects.read_node(subject.same_as or subject)
    page = subjects.subject_page(node)
    if subject.same_as:
        return redirect(page.feed)
    return atom(request, page, book_entries(subjects.scope_of(node).latest()))


@require_safe
def name_list(request: HttpRequest, index: NameIndex) -> HttpResponse:
    rows = index.rows.filter(**{index.name: OuterRef("pk")})
    return atom(request, index.page, _names(index.names.with_books(), rows, work=index.work))


@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Contributor, slug=slug)
    books = makers.author_scope(author).latest()
    return atom(request, makers.author_page(author), book_entries(books))


@require_safe
def publisher_detail(request: HttpRequest, slug: str) -> HttpResponse:
    publisher = get_object_or_404(Publisher, slug=slug)
    books = makers.publisher_scope(publisher).latest()
    return atom(request, makers.publisher_page(publisher), book_entries(books))


@require_safe
def series_detail(request: HttpRequest, slug: str) -> HttpResponse:
    series = get_object_or_404(Series, slug=slug)
    books = makers.series_scope(series).latest()
    return atom(request, makers.series_page(series), book_entries(books))


@require_safe
def whole_shelf(request: HttpRequest, shelf: WholeShelf) -> HttpResponse:
    return atom(request, shelf.page, book_entries(shelf.books()))


def _names(names: QuerySet, rows: QuerySet, *, work: str) -> list[Entry]:
    """Read the names that came last, each since its first work. One query.

    `rows` lead from the name, as the outer row, to its works.
    """
    since = Subquery(rows.order_by("pk").values(f"{work}__created_at")[:1])
    shown = names.annotate(since=since).order_by("-pk")[:ENTRIES]
    return [
        Entry(str(name), address, address, "", since=name.since, updated=name.since)
        for name in shown
        for address in [name.get_absolute_url()]
    ]
