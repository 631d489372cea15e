from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from search import levels
from search.finding import find
from search.indexing import catch_up
from search.terms import terms_of
from tests.pages import soup_of


@pytest.fixture(autouse=True)
def levels_of_this_shop(monkeypatch):
    """What a process knows of a shop's levels is not for the shop of the next test."""
    monkeypatch.setattr(levels._Known, "count", 0)


@pytest.fixture
def found() -> Callable[..., list[str]]:
    """Return the titles that are found for some words, the best first, as the shop is now."""

    def titles(text: str, *tokens: list[str]) -> list[str]:
        catch_up()
        return [candidate.title for candidate in find(terms_of(text), tokens).works]

    return titles


@pytest.fixture
def results() -> Callable[..., BeautifulSoup]:
    """Return the page of results for some words and filters, as the shop is now."""

    def page(text: str = "", **filters: Any) -> BeautifulSoup:
        catch_up()
        query = {"q": text, **filters} if text else filters
        return soup_of(f"/search/?{urlencode(query, doseq=True)}")

    return page
