"""Reading a page to browse by as a shopper does."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages import soup_of, text_of


def titles_on(address: str) -> list[str]:
    return [text_of(title) for title in soup_of(address).select(".shelf-title")]


def notes_on(address: str) -> list[str]:
    return [text_of(note) for note in soup_of(address).select(".shelf-note")]


def way_on(address: str) -> list[str]:
    """Return the breadcrumbs of a page."""
    return [text_of(step) for step in soup_of(address).select(".breadcrumbs li")]


def queries_of(address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code == 200
    return len(queries)
