from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_edition, make_offer, make_work
from tests.pages import section, soup_of, text_of

pytestmark = pytest.mark.django_db


def titles_in(shelf: str) -> list[str]:
    return [text_of(title) for title in section(soup_of("/"), shelf).select(".shelf-title")]


def test_bestsellers_stand_by_sales_rank():
    for title, rank in [("Third", 300), ("First", 1), ("Unranked", None), ("Second", 20)]:
        make_edition(make_work(title), sales_rank=rank)
    assert titles_in("bestsellers") == ["First", "Second", "Third"]


def test_new_books_stand_newest_first():
    make_edition(make_work("Older"), published_on=date(2001, 1, 1))
    make_edition(make_work("Newer"), published_on=date(2020, 1, 1))
    assert titles_in("new") == ["Newer", "Older"]


def test_a_work_stands_once_whatever_its_editions():
    work = make_work("Emma")
    make_edition(work, sales_rank=1)
    make_edition(work, sales_rank=2, product_form="BB")
    assert titles_in("bestsellers") == ["Emma"]


def test_a_work_stands_with_its_best_or_newest_edition_not_its_first():
    work = make_work("Emma")
    make_edition(work, sales_rank=900, published_on=date(1990, 1, 1))
    second = make_edition(work, sales_rank=1, published_on=date(2024, 1, 1), product_form="BB")
    make_edition(make_work("Faust"), sales_rank=2, published_on=date(2020, 1, 1))
    assert titles_in("bestsellers") == ["Emma", "Faust"]
    link = section(soup_of("/"), "bestsellers").select_one(".shelf-title a")
    assert link["href"] == second.get_absolute_url()


def test_what_is_new_and_stands_above_is_not_repeated():
    make_edition(make_work("Emma"), sales_rank=1, published_on=date(2024, 1, 1))
    make_edition(make_work("Faust"), published_on=date(2020, 1, 1))
    assert titles_in("bestsellers") == ["Emma"]
    assert titles_in("new") == ["Faust"]


def test_what_is_still_to_come_is_not_new():
    make_edition(make_work("Emma"), published_on=timezone.localdate() + timedelta(days=1))
    make_edition(make_work("Faust"), published_on=timezone.localdate())
    assert titles_in("new") == ["Faust"]


def test_leads_to_all_ways_of_browsing():
    make_edition(make_work("Emma"), sales_rank=1)
    links = {link["href"] for link in soup_of("/").main.select("a")}
    assert links >= {
        "/subjects/",
        "/authors/",
        "/publishers/",
        "/series/",
        "/new/",
        "/forthcoming/",
        "/bestsellers/",
    }


def test_each_book_has_byline_and_lowest_price():
    edition = make_edition(make_work("Emma", author="Jane Austen"), sales_rank=1)
    make_offer(edition, "30.00")
    make_offer(edition, "9.00")
    book = text_of(section(soup_of("/"), "bestsellers").select_one(".shelf-book"))
    assert book.endswith("Emma Jane Austen from $9.00")


def test_book_without_offers_says_so():
    make_edition(make_work("Emma"), sales_rank=1)
    assert "Not available now" in text_of(section(soup_of("/"), "bestsellers"))


def test_empty_shop_says_how_to_fill_it():
    assert "import_onix" in text_of(soup_of("/").main)


@pytest.mark.parametrize("books", [1, 12])
def test_queries_do_not_grow_with_the_books(client, django_assert_num_queries, books):
    for rank in range(1, books + 1):
        make_edition(make_work(f"Book {rank}", author=f"Author {rank}"), sales_rank=rank)
    with django_assert_num_queries(6):
        client.get("/")
