"""A number of the shop's own is shown as such, and never given out as an ISBN."""

import pytest
from django.urls import reverse

from catalog.forms import EditionForm
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
NUMBER = "2900000000018"


@pytest.fixture
def edition():
    return make_edition(isbn13=NUMBER)


def test_the_page_says_item_number(client, edition):
    page = client.get(edition.get_absolute_url()).content.decode()
    assert f"<dt>Item number</dt><dd>{NUMBER}</dd>" in page
    assert "ISBN-13" not in page
    assert "book:isbn" not in page
    assert "rft.isbn" not in page
    assert '"isbn"' not in page
    assert '"gtin13"' not in page


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_citations_name_no_isbn(client, edition, form):
    page = client.get(reverse("catalog:citation", args=[NUMBER])).content.decode()
    addresses = [part.split('"')[0] for part in page.split('href="') if f".{form}" in part[:80]]
    told = client.get(addresses[0]).content.decode()
    assert "item2900000000018" in told
    for field in ("isbn =", "SN  -", '"ISBN"'):
        assert field not in told


def test_the_search_leads_to_it(client, edition):
    answer = client.get("/search/", {"q": NUMBER}, follow=True)
    assert answer.redirect_chain[-1][0] == edition.get_absolute_url()


def test_one_that_is_not_here_is_called_item_number(client):
    answer = client.get("/books/2900000000025/")
    assert answer.status_code == 404
    assert "No book here has the item number 2900000000025." in answer.content.decode()


def test_staff_may_keep_it_and_not_invent_one(edition):
    def errors(edition, number):
        form = EditionForm({"isbn13": number}, instance=edition)
        return form.errors.get("isbn13", [])

    assert errors(edition, NUMBER) == []
    assert errors(edition, "9781572308695") == []
    assert "come with an import" in errors(make_edition(), "2900000000025")[0]
