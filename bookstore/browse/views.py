from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from bookstore.browse import makers, subjects
from bookstore.browse.asked import Asked
from bookstore.browse.books import book_page, sorted_books
from bookstore.browse.names import NameIndex, read_names
from bookstore.browse.page import BrowsePage, Step
from bookstore.browse.roles import codes_of, done_by, read_roles
from bookstore.browse.series import series_books
from bookstore.browse.shelves import WholeShelf
from bookstore.browse.structured_data import collection_graph
from bookstore.structured_data import data_block
from catalog.models import Contributor, Publisher, Series, Subject


@require_safe
def subject_list(request: HttpRequest) -> HttpResponse:
    page, schemes = subjects.list_page(), subjects.read_schemes()
    nodes = [group.node for scheme in schemes for group in scheme.groups if group.node]
    listed = [Step(node.label, node.subject.get_absolute_url()) for node in nodes]
    return _shown(request, "subject_list", page, listed, {"schemes": schemes})


@require_safe
def subject_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the books of a subject and of all below it; one that has a Thema subject leads there."""
    subject = get_object_or_404(Subject.objects.select_related("same_as"), slug=slug)
    if subject.same_as:
        return redirect(subject.same_as)
    node, asked = subjects.read_node(subject), Asked(request)
    books = sorted_books(request, subjects.scope_of(node), asked)
    context = {
        "node": node,
        "below": subjects.read_below(node),
        "books": books,
        "asked": asked,
        "pages": books.page,
    }
    page = subjects.subject_page(node)
    return _shown(request, "subject_detail", page, _steps(books.page), context)


@require_safe
def name_list(request: HttpRequest, index: NameIndex) -> HttpResponse:
    asked = Asked(request)
    names = read_names(request, index, asked)
    listed = [Step(str(each.name), each.name.get_absolute_url()) for each in names.page]
    context = {
        "names": names,
        "pages": names.page,
        "asked": asked,
        "is_narrowed": bool(names.letter),
    }
    return _shown(request, "name_list", index.page, listed, context)


@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who somebody is and what they did: all books, or those of one role."""
    author, asked = get_object_or_404(Contributor, slug=slug), Asked(request)
    roles = read_roles(author)
    role = asked.one("role", among=[each.slug for each in roles])
    scope = makers.author_scope(author, codes_of(role))
    books = sorted_books(
        request,
        scope,
        asked,
        note=lambda edition: done_by(author, edition.work.contributions.all()),
    )
    biography = author.any_biography()
    context = {
        "author": author,
        "biography": biography,
        "roles": roles,
        "role": role,
        "books": books,
        "pages": books.page,
        "asked": asked,
        "is_narrowed": bool(role),
        "kind": "profile",
    }
    page = makers.author_page(author, biography)
    return _shown(request, "author_detail", page, _steps(books.page), context)


@require_safe
def publisher_detail(request: HttpRequest, slug: str) -> HttpResponse:
    publisher, asked = get_object_or_404(Publisher, slug=slug), Asked(request)
    books = sorted_books(request, makers.publisher_scope(publisher), asked)
    context = {"books": books, "pages": books.page, "asked": asked}
    page = makers.publisher_page(publisher)
    return _shown(request, "publisher_detail", page, _steps(books.page), context)


@require_safe
def series_detail(request: HttpRequest, slug: str) -> HttpResponse:
    series = get_object_or_404(Series, slug=slug)
    books = series_books(request, series)
    page = makers.series_page(series)
    return _shown(request, "series_detail", page, _steps(books), {"books": books, "pages": books})


@require_safe
def whole_shelf(request: HttpRequest, shelf: WholeShelf) -> HttpResponse:
    books = book_page(request, shelf.books().values_list("pk", flat=True), note=shelf.note)
    context = {"books": books, "pages": books, "empty": shelf.empty}
    return _shown(request, "whole_shelf", shelf.page, _steps(books), context)


def _steps(books: Page) -> list[Step]:
    editions = [book.edition for book in books]
    return [Step(each.work.full_title, each.get_absolute_url()) for each in editions]


def _shown(
    request: HttpRequest,
    template: str,
    page: BrowsePage,
    listed: Iterable[Step],
    context: dict[str, Any],
) -> HttpResponse:
    graph = collection_graph(page, list(listed), request.build_absolute_uri)
    whole = {"browse": page, "structured_data": data_block(graph), **context}
    return render(request, f"bookstore/browse/{template}.html", whole)
