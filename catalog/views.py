from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from catalog import isbn
from catalog.models import Edition
from catalog.paging import page_or_404
from catalog.querysets import EditionQuerySet

BOOKS_PER_PAGE = 24
SEARCH_TEXT_MAX = 200


def search(request: HttpRequest) -> HttpResponse:
    """Find books by words of title and author; an ISBN leads straight to its page."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:SEARCH_TEXT_MAX]
    reason = ""
    try:
        return redirect("isbn-redirect", typed=isbn.stored_number(text))
    except isbn.InvalidISBN as error:
        if isbn.looks_like_one(text):
            reason = str(error)
    editions = Edition.objects.leading().matching(text)
    context = {
        "text": text,
        "search_words": text,
        "isbn_reason": reason,
        "books": _page(request, editions),
    }
    return render(request, "catalog/search.html", context)


def _page(request: HttpRequest, editions: EditionQuerySet) -> Page:
    in_order = editions.with_shelf_facts().order_by("work__title_key", "pk")
    return page_or_404(request, in_order, per_page=BOOKS_PER_PAGE)
