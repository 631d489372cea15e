"""Single authors, publishers and series: what their pages are called, which books they have."""

from django.db.models import Q

from bookstore.browse.names import AUTHORS, PUBLISHERS, SERIES
from bookstore.browse.page import BrowsePage
from bookstore.browse.scopes import Scope
from catalog.models import Contribution, Contributor, Edition, Publisher, Series, SeriesPart


def author_page(author: Contributor, biography: str = "") -> BrowsePage:
    description = f"Books by {author.name}, new and used, with what they cost. {biography}".strip()
    return BrowsePage(author.name, description, author.get_absolute_url(), [AUTHORS.page.step])


def author_scope(author: Contributor, codes: list[str] | None = None) -> Scope:
    """Return the works of an author; with `codes`, those where they have one of these roles."""
    rows = Contribution.objects.filter(contributor=author)
    return Scope(rows.filter(role__in=codes) if codes else rows)


def publisher_page(publisher: Publisher) -> BrowsePage:
    description = f"Books published by {publisher.name}, new and used, with what they cost."
    address = publisher.get_absolute_url()
    return BrowsePage(publisher.name, description, address, [PUBLISHERS.page.step])


def publisher_scope(publisher: Publisher) -> Scope:
    rows = Edition.objects.filter(publisher=publisher)
    return Scope(rows, among=Q(publisher=publisher))


def series_page(series: Series) -> BrowsePage:
    description = f"The books of the series {series.name} in their order, new and used."
    return BrowsePage(series.name, description, series.get_absolute_url(), [SERIES.page.step])


def series_scope(series: Series) -> Scope:
    # The parts have no work of their own, so its editions stand for them.
    rows = Edition.objects.filter(series_parts__series=series)
    return Scope(rows, among=Q(pk__in=SeriesPart.objects.filter(series=series).values("edition")))
