"""The books of a series, in the order of their numbers."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.paginator import Page
from django.http import HttpRequest

from bookstore.browse.books import BOOKS_PER_PAGE
from bookstore.browse.paging import PAGES_MAX
from bookstore.shelf import read_books
from catalog.folding import fold
from catalog.models import Series, SeriesPart
from catalog.paging import page_or_404
from catalog.series_numbers import number_in_series

PARTS_MAX = BOOKS_PER_PAGE * PAGES_MAX


class Part(NamedTuple):
    number: str
    work: int
    edition: int


def series_books(request: HttpRequest, series: Series) -> Page:
    """Read the page that the address asks for: one card for each work. Six queries."""
    parts = one_for_each_work(_parts(series))
    page = page_or_404(request, parts, per_page=BOOKS_PER_PAGE)
    shown = list(page.object_list)
    numbers = {part.edition: SeriesPart(number=part.number).shown_number for part in shown}
    page.object_list = read_books(list(numbers), note=lambda edition: numbers[edition.pk])
    return page


def one_for_each_work(parts: Iterable[Part]) -> list[Part]:
    """Return the first part of each work, in the order of the numbers."""
    first: dict[int, Part] = {}
    for part in sorted(parts, key=_place):
        first.setdefault(part.work, part)
    return list(first.values())


def _parts(series: Series) -> list[Part]:
    rows = SeriesPart.objects.filter(series=series).order_by("pk")
    found = rows.values_list("number", "edition__work_id", "edition_id")[:PARTS_MAX]
    return [Part(*row) for row in found]


def _place(part: Part) -> tuple[bool, float, str, int]:
    """Parts go by the first number in their words; those without one come last."""
    number = number_in_series(part.number)
    return number is None, number or 0, fold(part.number), part.edition
