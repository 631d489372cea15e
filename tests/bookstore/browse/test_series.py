import pytest

from bookstore.browse.series import Part, one_for_each_work
from tests.bookstore.browse.shelf import notes_on, queries_of, titles_on, way_on
from tests.factories import make_edition, make_series, make_series_part, make_work
from tests.pages import soup_of, text_of


def test_parts_go_by_their_numbers_and_those_without_one_come_last():
    numbers = ["10", "Extra", "2", "Volume 1", "2.5", "", "Part 11"]
    parts = [Part(number, work, work) for work, number in enumerate(numbers)]
    in_order = [part.number for part in one_for_each_work(parts)]
    assert in_order == ["Volume 1", "2", "2.5", "10", "Part 11", "", "Extra"]


def test_a_work_stands_once_with_its_first_part():
    assert one_for_each_work([Part("3", 7, 1), Part("2", 7, 2)]) == [Part("2", 7, 2)]


@pytest.mark.django_db
class TestPage:
    def test_shows_the_books_in_their_order_with_their_numbers(self):
        for title, number in [("Tenth", "10"), ("Second", "2"), ("Loose", "")]:
            make_series_part(make_edition(make_work(title)), number)
        assert titles_on("/series/quiet-classics/") == ["Second", "Tenth", "Loose"]
        assert notes_on("/series/quiet-classics/") == ["#2", "#10"]
        assert way_on("/series/quiet-classics/") == ["Home", "Series"]

    def test_later_pages_go_on_in_the_order(self):
        for number in range(25, 0, -1):
            make_series_part(make_edition(make_work(f"Book {number}")), str(number))
        assert titles_on("/series/quiet-classics/?page=2") == ["Book 25"]

    @pytest.mark.parametrize("page", ["0", "2", str(10**9), "x"])
    def test_page_that_is_not_there_is_not_found(self, client, page):
        make_series_part(make_edition())
        assert client.get(f"/series/quiet-classics/?page={page}").status_code == 404

    def test_without_books_says_so(self):
        make_series()
        page = text_of(soup_of("/series/quiet-classics/").main)
        assert "No book of this series is in the shop now." in page

    @pytest.mark.parametrize("books", [1, 30])
    def test_takes_six_queries_whatever_there_is(self, books):
        for number in range(books):
            make_series_part(make_edition(make_work(author="Jane Austen")), str(number))
        assert queries_of("/series/quiet-classics/") == 6
