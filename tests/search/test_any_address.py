"""Whatever is asked for gets a page: no error, nothing unescaped, and no more work than usual."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from search.indexing import catch_up
from search.views import results, suggestion_list
from tests.factories import make_contents, make_edition, make_offer, make_work
from tests.search.any_address import ATTRIBUTE, TAG, addresses

# Ordinary words take about ten; those that stand nowhere together are looked for without each.
MOST_QUERIES = 40


@pytest.fixture
def few_books(db):
    """Books for most words that are asked for."""
    for number in range(6):
        work = make_work(f"Emma {number}", author="Jane Austen", overview="The novel of Highbury.")
        make_offer(make_edition(work, language="eng", product_form="ED"))
    named = make_work(f"Persuasion {TAG}>", subtitle=f"naïve {ATTRIBUTE}=", author="O'Brien")
    make_contents(make_edition(named, isbn13="9780141439587"), f"Volume the first {TAG}>", "中文書")
    catch_up()


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Keep the statements that are run, without the log that a client would reset."""
    statements = []

    def keep(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield statements


def check(view: Callable[[HttpRequest], HttpResponse], asked: str) -> None:
    """Ask a view itself: most of a client's time would go by in the middleware."""
    with counted_queries() as statements:
        try:
            response = view(RequestFactory().get(f"/?{asked}"))
        except Http404:
            return
    assert response.status_code in {200, 302}, asked
    assert TAG not in response.text, asked
    assert ATTRIBUTE not in response.text, asked
    assert len(statements) <= MOST_QUERIES, (len(statements), asked)


@pytest.mark.usefixtures("few_books")
def test_ten_thousand_searches_get_a_page_each():
    for asked in addresses(seed=1, count=10_000):
        check(results, asked)


@pytest.mark.usefixtures("few_books")
def test_whatever_stands_in_the_box_gets_suggestions():
    for asked in addresses(seed=2, count=1_000):
        check(suggestion_list, asked)


@pytest.mark.usefixtures("few_books")
def test_whole_requests_get_an_answer(client):
    """Through the middleware too, which sees the address before the view does."""
    for asked in addresses(seed=3, count=300):
        response = client.get(f"{reverse('search:results')}?{asked}")
        assert response.status_code in {200, 302, 404}, asked
        assert TAG not in response.text, asked
