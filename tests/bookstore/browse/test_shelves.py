"""What is new, what comes, what sells best, in the whole shop."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.bookstore.browse.shelf import notes_on, queries_of, titles_on, way_on
from tests.factories import make_edition, make_work
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


def coming(title: str, *, days: int = 1, **facts):
    return make_edition(
        make_work(title), published_on=timezone.localdate() + timedelta(days=days), **facts
    )


class TestNew:
    def test_are_out_already_and_stand_newest_first(self):
        make_edition(make_work("Older"), published_on=date(2001, 5, 1))
        make_edition(make_work("Newer"), published_on=date(2020, 5, 1))
        coming("To come")
        coming("Today", days=0)
        assert titles_on("/new/") == ["Today", "Newer", "Older"]
        assert notes_on("/new/")[1:] == ["5/1/2020", "5/1/2001"]

    def test_a_work_with_an_edition_to_come_stands_with_the_newest_that_is_out(self):
        edition = coming("Emma")
        out = make_edition(edition.work, published_on=date(2020, 5, 1))
        assert soup_of("/new/").select_one(".shelf-title a")["href"] == out.get_absolute_url()


class TestForthcoming:
    def test_stand_soonest_first(self):
        coming("Later", days=9)
        coming("Sooner", days=2)
        coming("Out", days=0)
        assert titles_on("/forthcoming/") == ["Sooner", "Later"]

    def test_a_work_stands_once_with_the_edition_that_comes_next(self):
        later = coming("Emma", days=9)
        soon = make_edition(later.work, published_on=timezone.localdate() + timedelta(days=2))
        links = soup_of("/forthcoming/").select(".shelf-title a")
        assert [link["href"] for link in links] == [soon.get_absolute_url()]

    @pytest.mark.parametrize(
        "facts",
        [
            {"withdrawn_on": date(2026, 1, 1)},
            {"publishing_status": "01"},
            {"publishing_status": "03"},
        ],
    )
    def test_withdrawn_cancelled_and_postponed_do_not_stand(self, facts):
        coming("Emma", **facts)
        assert titles_on("/forthcoming/") == []

    def test_an_edition_that_does_not_come_hides_no_other(self):
        gone = coming("Emma", days=2, withdrawn_on=date(2026, 1, 1))
        make_edition(gone.work, published_on=timezone.localdate() + timedelta(days=9))
        assert titles_on("/forthcoming/") == ["Emma"]


class TestBestsellers:
    def test_stand_by_sales_rank(self):
        for title, rank in [("Third", 300), ("First", 1), ("Unranked", None), ("Second", 20)]:
            make_edition(make_work(title), sales_rank=rank)
        assert titles_on("/bestsellers/") == ["First", "Second", "Third"]


@pytest.mark.parametrize("address", ["/new/", "/forthcoming/", "/bestsellers/"])
class TestEach:
    def test_without_books_says_so_and_leads_on(self, address):
        page = soup_of(address)
        assert "Browse the subjects" in text_of(page.select_one(".empty"))
        assert way_on(address) == ["Home"]

    @pytest.mark.parametrize("page", ["0", "3", "x", str(10**9)])
    def test_page_that_is_not_there_is_not_found(self, client, address, page):
        assert client.get(f"{address}?page={page}").status_code == 404

    @pytest.mark.parametrize("books", [1, 30])
    def test_takes_six_queries_whatever_there_is(self, address, books):
        days = 1 if address == "/forthcoming/" else -1
        for rank in range(1, books + 1):
            edition = coming(f"Book {rank}", days=days, sales_rank=rank)
            edition.work.contributions.create(contributor=make_author(rank))
        assert queries_of(address) == 6


def make_author(number: int):
    return make_work(author=f"Author {number}").contributors.get()
