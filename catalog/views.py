from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from catalog.models import Contributor, Edition, Subject
from catalog.paging import page_or_404
from catalog.querysets import EditionQuerySet

BOOKS_PER_PAGE = 24


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


def _page(request: HttpRequest, editions: EditionQuerySet) -> Page:
    in_order = editions.with_shelf_facts().order_by("work__title_key", "pk")
    return page_or_404(request, in_order, per_page=BOOKS_PER_PAGE)
