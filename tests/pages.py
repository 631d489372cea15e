"""Reading a page as a shopper does."""

from bs4 import BeautifulSoup, Tag
from django.test import Client

from catalog.models import Edition


def soup_of(address: str) -> BeautifulSoup:
    """Return the page at `address` as an anonymous visitor gets it."""
    response = Client().get(address)
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


def book_page(edition: Edition) -> BeautifulSoup:
    return soup_of(edition.get_absolute_url())


def text_of(node: Tag | None) -> str:
    """Return the words of a part of a page, with single spaces between them."""
    assert node is not None, "That part is not on the page."
    return " ".join(node.get_text().split())


def section(page: BeautifulSoup, name: str) -> Tag:
    """Return the part of the page with this id."""
    found = page.find(id=name)
    assert isinstance(found, Tag), f"No part of the page has the id {name}."
    return found
