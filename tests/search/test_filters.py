"""Filters of the page of results: in its address, with counts, without JavaScript."""

import pytest
from bs4 import BeautifulSoup

from catalog.models import Subject, Work
from reviews.services import rebuild_rating_summary
from search import finding
from tests.factories import make_edition, make_offer, make_review, make_work
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """Three books of the sea that differ in all that they can be filtered by."""
    ships = Subject.objects.create(scheme="10", code="T1", heading="SHIPS / General", slug="ships")
    one, two, three = (make_work(f"Sea {number}") for number in ("one", "two", "three"))
    one.subjects.add(ships)
    first = make_edition(one, language="eng", published_on="1998-05-01")
    second = make_edition(two, product_form="BB", language="fre", published_on="1991-01-01")
    make_edition(three, product_form="EA", language="eng", published_on="2003-01-01")
    make_offer(first, "4.50", condition="good")
    make_offer(second, "12.00", condition="new")
    make_review(one, 5)
    rebuild_rating_summary(one.pk)


def titles(page: BeautifulSoup) -> set[str]:
    return {text_of(title).removeprefix("Sea ") for title in page.select(".result h3")}


def counts(page: BeautifulSoup, name: str) -> list[str]:
    return [text_of(link) for link in page.select(f"[aria-labelledby=filter-{name}] a")]


def link(page: BeautifulSoup, words: str) -> str:
    (found,) = [each for each in page.select(".filters a") if text_of(each).startswith(words)]
    return str(found["href"])


@pytest.mark.usefixtures("shelf")
class TestFilters:
    @pytest.mark.parametrize(
        ("chosen", "left"),
        [
            ({"format": "hardcover"}, {"two"}),
            ({"format": ["hardcover", "ebook"]}, {"two", "three"}),
            ({"language": "eng"}, {"one", "three"}),
            ({"language": "eng", "format": ["hardcover", "ebook"]}, {"three"}),
            ({"price": "0"}, {"one"}),
            ({"price": "10"}, {"two"}),
            ({"condition": "used"}, {"one"}),
            ({"rating": "4"}, {"one"}),
            ({"year": "1990s"}, {"one", "two"}),
            ({"year": "1998"}, {"one"}),
            ({"year": ["1998", "2000s"]}, {"one", "three"}),
            ({"subject": "ships"}, {"one"}),
        ],
    )
    def test_leave_the_books_that_have_what_is_chosen(self, results, chosen, left):
        assert titles(results("sea", **chosen)) == left

    def test_are_written_as_text_and_not_as_markup(self, results):
        subject = Subject.objects.create(scheme="93", code="A", heading="A <b>&", slug="a")
        Work.objects.get(title="Sea two").subjects.add(subject)
        page = results("sea")
        assert "A <b>& 1" in counts(page, "subject")
        assert not page.select(".filters b")

    def test_alone_browse_the_whole_shop(self, results):
        page = results(language="eng")
        assert titles(page) == {"one", "three"}
        assert text_of(page.h1) == "2 books"

    def test_have_counts_in_words(self, results):
        page = results("sea")
        assert counts(page, "format") == ["Hardcover 1", "Paperback 1", "eBook 1"]
        assert counts(page, "language") == ["English 2", "French 1"]
        assert counts(page, "price") == ["Under $5 1", "$10 to $20 1"]
        assert counts(page, "condition") == ["New 1", "Used 1"]
        assert counts(page, "year") == ["2000s 1", "1990s 2"]

    def test_with_one_choice_only_are_left_out(self, results):
        assert counts(results("sea"), "subject") == []

    def test_counts_are_what_a_choice_would_give_with_the_others(self, results):
        page = results("sea", language="eng")
        assert counts(page, "language") == ["English 2", "French 1"]
        assert counts(page, "format") == ["Paperback 1", "eBook 1"]

    def test_lead_to_addresses_that_add_and_take_away(self, results):
        page = results("sea", language="eng")
        assert link(page, "French") == "?q=sea&language=eng&language=fre"
        assert link(page, "English") == "?q=sea"
        assert link(page, "eBook") == "?q=sea&language=eng&format=ebook"

    def test_chosen_are_marked_and_can_be_removed_one_by_one_and_all(self, results):
        page = results("sea", language="eng", format="ebook", sort="newest")
        chosen = page.select(".chosen-filters a")
        assert [(text_of(each), each["href"]) for each in chosen] == [
            ("Remove the filter Format: eBook ×", "?q=sea&language=eng&sort=newest"),
            ("Remove the filter Language: English ×", "?q=sea&format=ebook&sort=newest"),
            ("Remove all filters", "?q=sea&sort=newest"),
        ]
        current = page.select(".filters [aria-current]")
        assert [text_of(each) for each in current] == ["eBook 1", "English 1"]

    def test_that_no_book_has_say_how_to_go_on(self, results):
        page = results("sea", language="ger")
        assert text_of(page.h1) == "Nothing found for “sea”"
        assert page.main.select_one("a[href='?q=sea']")
        assert counts(page, "language") == ["English 2", "French 1", "German 0"]

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("language", "xyz", "“xyz” is no language the shop knows; it was ignored."),
            ("format", "<b>", "“<b>” is no format the shop knows; it was ignored."),
            ("price", "7", "“7” is no price the shop knows; it was ignored."),
            ("condition", "mint", "“mint” is no condition the shop knows; it was ignored."),
            ("rating", "9", "“9” is no rating the shop knows; it was ignored."),
            ("year", "the 90s", "“the 90s” is no year the shop knows; it was ignored."),
            ("subject", "fish", "“fish” is no subject the shop knows; it was ignored."),
            ("sort", "luck", "“luck” is no order the shop knows; it was ignored."),
            ("color", "red", "“color” is no filter the shop knows; it was ignored."),
        ],
    )
    def test_that_are_unknown_are_ignored_and_said(self, results, name, value, said):
        page = results("sea", **{name: value})
        assert titles(page) == {"one", "two", "three"}
        assert text_of(page.select_one(".alert")) == said

    def test_of_other_sites_are_not_worth_a_word(self, results):
        assert not results("sea", utm_source="letter", fbclid="x").select(".alert")

    def test_many_odd_values_are_said_shortly(self, results):
        said = text_of(
            results("sea", language=[f"{n:0100}" for n in range(99)]).select_one(".alert")
        )
        assert said.count("ignored") == 5
        assert len(said) < 500


@pytest.mark.usefixtures("shelf")
class TestVeryMany:
    """More books than are looked at; the filters are then part of the search."""

    @pytest.fixture(autouse=True)
    def few(self, monkeypatch):
        monkeypatch.setattr(finding, "MOST", 1)

    def test_are_filtered_in_the_search(self, results):
        assert titles(results("sea", language="fre")) == {"two"}
        assert titles(results(format="ebook", language="eng")) == {"three"}

    def test_are_counted_as_more_than_that(self, results):
        page = results("sea")
        assert text_of(page.h1) == "More than 1 book for “sea”"
        assert "counts beside the filters are of these" in text_of(page.main)


@pytest.mark.usefixtures("shelf")
class TestOrders:
    @pytest.mark.parametrize(
        ("sort", "first"), [("newest", "three"), ("price", "one"), ("rating", "one")]
    )
    def test_have_the_best_first(self, results, sort, first):
        page = results("sea", sort=sort)
        assert text_of(page.select_one(".result h3")) == f"Sea {first}"
        assert page.select_one(".sorts [aria-current]")["href"] == f"?q=sea&sort={sort}"

    def test_leave_books_without_the_fact_for_the_end(self, results):
        page = results("sea", sort="price")
        assert text_of(page.select(".result h3")[-1]) == "Sea three"

    def test_compare_prices_as_numbers(self, results):
        make_offer(make_edition(make_work("Sea dear")), "9.00")
        page = results("sea", sort="price")
        assert [text_of(title) for title in page.select(".result h3")][:3] == [
            "Sea one",
            "Sea dear",
            "Sea two",
        ]


@pytest.mark.usefixtures("shelf")
class TestQueries:
    @pytest.mark.parametrize(
        ("query", "number"),
        [
            ("q=sea", 5),
            ("q=sea&language=eng", 5),
            ("q=sea&language=eng&format=ebook&year=1990s&condition=used&price=0&rating=4", 3),
            ("q=sea&sort=price", 6),
            ("q=sea&subject=ships", 6),
            ("language=eng", 7),
        ],
    )
    def test_are_few(self, client, results, django_assert_num_queries, query, number):
        results("sea")
        with django_assert_num_queries(number):
            assert client.get(f"/search/?{query}").status_code == 200

    def test_in_a_shop_full_of_a_word_are_few_too(
        self, client, results, monkeypatch, django_assert_max_num_queries
    ):
        monkeypatch.setattr("search.levels.FEW", 1)
        monkeypatch.setattr("search.finding.MOST", 1)
        results("sea")
        with django_assert_max_num_queries(14):
            page = client.get("/search/?q=sea&language=eng&year=1990s").text
        assert "More than 1 book" in page
        assert page.count("The best known of them are shown") == 1
