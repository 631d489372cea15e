from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from catalog import isbn
from catalog.models import Contributor, Edition, Subject
from catalog.paging import page_or_404
from catalog.querysets import EditionQuerySet

BOOKS_PER_PAGE = 24
SEARCH_TEXT_MAX = 200


def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Contributor, slug=slug)
    editions = Edition.objects.leading().filter(work__in=author.works.all())
    context = {
        "author": author,
        "biography": author.any_biography(),
        "books": _page(request, editions),
    }
    return render(request, "catalog/author_detail.html", context)


def subject_list(request: HttpRequest) -> HttpResponse:
    context = {"subjects": Subject.objects.with_work_counts()}
    return render(request, "catalog/subject_list.html", context)


def subject_detail(request: HttpRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(Subject, slug=slug)
    editions = Edition.objects.leading().filter(work__subjects=subject)
    context = {"subject": subject, "books": _page(request, editions)}
    return render(request, "catalog/subject_detail.html", context)


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
