from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest


def page_or_404(request: HttpRequest, rows: QuerySet | Sequence[Any], *, per_page: int) -> Page:
    """Return the page of `rows` that `?page=` asks for; a page that is not there is a 404."""
    try:
        return Paginator(rows, per_page).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
