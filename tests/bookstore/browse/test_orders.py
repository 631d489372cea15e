"""The orders of the books on a page, its pages, and what it does with an address typed wrong."""

from datetime import date

import pytest

from bookstore.browse import books, paging, scopes
from tests.bookstore.browse.shelf import titles_on
from tests.factories import make_edition, make_offer, make_publisher, make_subject, make_work
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db

FICTION = "/subjects/fiction/"


@pytest.fixture
def fiction():
    """Make three books, of which the first has neither date nor rank."""
    facts = [
        ("Adam Bede", None, None),
        ("Emma", date(2001, 1, 1), 1),
        ("Faust", date(2020, 1, 1), 20),
    ]
    works = [
        make_edition(make_work(title), published_on=published_on, sales_rank=rank).work
        for title, published_on, rank in facts
    ]
    return make_subject("F", "Fiction", *works)


@pytest.fixture(params=["gathered", "walked"])
def both_ways(request, monkeypatch):
    """Find the books as of a small subject and as of one of a hundred thousand."""
    if request.param == "walked":
        monkeypatch.setattr(scopes, "MANY", 1)


@pytest.mark.usefixtures("fiction", "both_ways")
class TestOrders:
    def test_by_title_all_stand(self):
        assert titles_on(FICTION) == ["Adam Bede", "Emma", "Faust"]
        assert text_of(soup_of(FICTION).h2) == "3 books"

    def test_by_date_those_that_have_one_stand_newest_first(self):
        assert titles_on(f"{FICTION}?sort=newest") == ["Faust", "Emma"]
        assert text_of(soup_of(f"{FICTION}?sort=newest").h2) == "2 books with a publication date"

    def test_by_rank_those_that_have_one_stand_best_first(self):
        assert titles_on(f"{FICTION}?sort=bestselling") == ["Emma", "Faust"]

    def test_a_publisher_shows_its_own_editions_of_a_work(self):
        work = make_work("Kim")
        make_edition(work, publisher=make_publisher("Loud Press"))
        own = make_edition(work, publisher=make_publisher("Quiet Press"))
        link = soup_of("/publishers/quiet-press/").select_one(".shelf-title a")
        assert link["href"] == own.get_absolute_url()


@pytest.mark.usefixtures("fiction")
class TestAddress:
    def test_an_unknown_order_is_left_out_and_said_so(self):
        page = soup_of(f"{FICTION}?sort=<luck>")
        assert "sort “<luck>”" in text_of(page.select_one(".alert"))
        assert titles_on(f"{FICTION}?sort=<luck>") == ["Adam Bede", "Emma", "Faust"]

    def test_the_chosen_order_is_marked_and_kept_from_page_to_page(self, monkeypatch):
        monkeypatch.setattr(books, "BOOKS_PER_PAGE", 1)
        page = soup_of(f"{FICTION}?sort=newest")
        assert text_of(page.select_one(".sorts [aria-current]")) == "Newest"
        assert page.select_one("[rel=next]")["href"] == "?sort=newest&page=2"
        assert titles_on(f"{FICTION}?sort=newest&page=2") == ["Emma"]

    @pytest.mark.parametrize("page", ["0", "2", "x", "-1", str(10**9), "9" * 10_000])
    def test_a_page_that_is_not_there_is_not_found(self, client, page):
        assert client.get(f"{FICTION}?page={page}").status_code == 404

    def test_an_order_without_books_says_what_they_lack(self):
        make_subject("D", "Biography", make_edition(make_work("Kim")).work)
        page = text_of(soup_of("/subjects/biography/?sort=bestselling").main)
        assert "No book here has a sales rank. Show all by title" in page

    def test_the_list_ends_after_so_many_pages_and_says_so(self, monkeypatch):
        monkeypatch.setattr(books, "BOOKS_PER_PAGE", 1)
        monkeypatch.setattr(paging, "PAGES_MAX", 2)
        assert text_of(soup_of(FICTION).h2) == "More than 2 books"
        assert "The list ends here, after 2." in text_of(soup_of(f"{FICTION}?page=2").main)
        assert "The list ends here" not in text_of(soup_of(FICTION).main)


def test_a_card_has_byline_and_lowest_price():
    edition = make_edition(make_work("Emma", author="Jane Austen"))
    make_subject("F", "Fiction", edition.work)
    make_offer(edition, "9.00")
    card = text_of(soup_of(FICTION).select_one(".shelf-book"))
    assert card.endswith("Emma Jane Austen from $9.00")
