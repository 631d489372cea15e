"""The indexes of authors, publishers and series, A to Z."""

import pytest

from bookstore.browse import names
from tests.bookstore.browse.shelf import queries_of, titles_on, way_on
from tests.factories import (
    make_contributor,
    make_edition,
    make_publisher,
    make_series_part,
    make_work,
)
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


def names_on(address: str) -> list[str]:
    return [text_of(each.bdi) for each in soup_of(address).select(".name-list a")]


def letters_on(address: str) -> list[str]:
    return [text_of(each) for each in soup_of(address).select(".letters a")]


class TestAuthors:
    def test_stand_by_the_family_name_without_accents(self):
        for name in ["Zoe Adams", "Émile Zola", "Anne Brontë", "Élodie Čapek"]:
            make_work(author=name)
        assert names_on("/authors/") == [
            "Adams, Zoe",
            "Brontë, Anne",
            "Čapek, Élodie",
            "Zola, Émile",
        ]

    def test_stand_by_the_inverted_name_of_the_feed_where_there_is_one(self):
        make_work(author="Lonely Planet")
        person = names.Contributor.objects.get()
        assert names_on("/authors/") == ["Planet, Lonely"]
        person.name_inverted = "Lonely Planet"
        person.save()
        assert names_on("/authors/?letter=l") == ["Lonely Planet"]

    def test_without_a_work_are_left_out(self):
        make_contributor("Jane Austen")
        assert "There is nothing here yet." in text_of(soup_of("/authors/").main)

    def test_are_counted_by_works(self):
        work = make_edition(make_work("Emma", author="Jane Austen")).work
        work.contributions.create(contributor=work.contributors.get(), role="A12")
        count = soup_of("/authors/").select_one(".name-list .count")
        assert text_of(count) == "1 book"

    def test_letters_are_those_that_have_names(self):
        for name in ["Jane Austen", "Émile Zola", "老子", "50 Cent"]:
            make_work(author=name)
        assert letters_on("/authors/") == ["All", "A", "Z", "#Others"]
        assert names_on("/authors/?letter=z") == ["Zola, Émile"]
        assert names_on("/authors/?letter=%23") == ["50 Cent", "老子"]

    def test_a_letter_without_names_says_so(self):
        make_work(author="Jane Austen")
        assert "Nothing here begins with this letter." in text_of(
            soup_of("/authors/?letter=b").main
        )

    def test_an_unknown_letter_is_left_out_and_said_so(self):
        make_work(author="Jane Austen")
        assert names_on("/authors/?letter=zz") == ["Austen, Jane"]
        assert "letter “zz”" in text_of(soup_of("/authors/?letter=zz").select_one(".alert"))

    def test_come_in_pages(self, client, monkeypatch):
        monkeypatch.setattr(names, "NAMES_PER_PAGE", 1)
        for name in ["Jane Austen", "Anne Brontë"]:
            make_work(author=name)
        assert names_on("/authors/?page=2") == ["Brontë, Anne"]
        assert client.get(f"/authors/?page={10**9}").status_code == 404

    @pytest.mark.parametrize("authors", [1, 60])
    def test_take_four_queries_whatever_there_is(self, authors):
        for number in range(authors):
            make_edition(make_work(author=f"Author {number}"))
        assert queries_of("/authors/") == 4


class TestPublishers:
    def test_stand_without_regard_to_capitals(self):
        for name in ["Zebra", "abacus", "Émile & Co"]:
            make_edition(publisher=make_publisher(name))
        assert names_on("/publishers/") == ["abacus", "Émile & Co", "Zebra"]

    def test_page_shows_the_books(self):
        make_edition(make_work("Emma"), publisher=make_publisher())
        make_edition(make_work("Faust"))
        assert titles_on("/publishers/quiet-press/") == ["Emma"]
        assert way_on("/publishers/quiet-press/") == ["Home", "Publishers"]

    def test_page_without_books_says_so(self):
        make_publisher()
        page = text_of(soup_of("/publishers/quiet-press/").main)
        assert "No book of this publisher is in the shop now." in page

    @pytest.mark.parametrize("books", [1, 30])
    def test_page_takes_eight_queries_whatever_there_is(self, books):
        for _ in range(books):
            make_edition(make_work(author="Jane Austen"), publisher=make_publisher())
        assert queries_of("/publishers/quiet-press/") == 8


class TestSeries:
    def test_stand_with_the_number_of_works(self):
        work = make_work()
        for number, edition in enumerate([make_edition(work), make_edition(work), make_edition()]):
            make_series_part(edition, str(number))
        row = soup_of("/series/").select_one(".name-list li")
        assert text_of(row) == "Quiet Classics 2 books"
