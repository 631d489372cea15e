from collections.abc import Callable

import pytest

from search.finding import find
from search.indexing import catch_up
from search.terms import terms_of


@pytest.fixture
def found() -> Callable[..., list[str]]:
    """Return the titles that are found for some words, the best first, as the shop is now."""

    def titles(text: str, *tokens: list[str]) -> list[str]:
        catch_up()
        return [candidate.title for candidate in find(terms_of(text), tokens).works]

    return titles
