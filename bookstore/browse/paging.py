"""Pages of lists that may be of any length, of which nobody turns more than a hundred."""

from functools import cached_property

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

# So no page has to be looked for behind a million others.
PAGES_MAX = 100


class ShortPaginator(Paginator):
    """Pages of the first rows; no row behind the last page is counted."""

    object_list: QuerySet

    @cached_property
    def count(self) -> int:
        return min(self._seen, self._most)

    @property
    def has_more(self) -> bool:
        """Whether there are rows behind the last page."""
        return self._seen > self._most

    @cached_property
    def _seen(self) -> int:
        return self.object_list.order_by()[: self._most + 1].count()

    @property
    def _most(self) -> int:
        return self.per_page * PAGES_MAX


def short_page_or_404(request: HttpRequest, rows: QuerySet, *, per_page: int) -> Page:
    """Return the page that `?page=` asks for. Runs one query, for the number of rows."""
    try:
        return ShortPaginator(rows, per_page).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
