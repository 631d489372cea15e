"""The page of results as a shopper sees it."""

import pytest
from bs4 import BeautifulSoup

from catalog.models import Contribution, Subject
from reviews.services import rebuild_rating_summary
from search.indexing import catch_up
from tests.factories import (
    make_contents,
    make_contributor,
    make_edition,
    make_offer,
    make_publisher,
    make_review,
    make_work,
)
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


def titles(page: BeautifulSoup) -> list[str]:
    return [text_of(title) for title in page.select(".result h3")]


def the_row(page: BeautifulSoup):
    (row,) = page.select(".result")
    return row


class TestARow:
    def test_shows_the_work_once_with_its_editions(self, results):
        work = make_work("Emma", subtitle="A Novel", author="Jane Austen")
        first = make_edition(work, published_on="1998-01-01")
        other = make_edition(work, product_form="BB")
        row = the_row(results("emma"))
        assert text_of(row.h3) == "Emma"
        assert text_of(row.select_one(".result-subtitle")) == "A Novel"
        assert [(text_of(link), link["href"]) for link in row.select(".result-editions a")] == [
            ("Paperback (1998)", first.get_absolute_url()),
            ("Hardcover", other.get_absolute_url()),
        ]

    def test_says_how_many_editions_it_leaves_out(self, results):
        work = make_work("Emma")
        for _ in range(6):
            make_edition(work)
        assert "2 more" in text_of(the_row(results("emma")).select_one(".result-editions"))

    def test_leads_to_book_and_authors(self, results):
        work = make_work("Emma", author="Jane Austen")
        edition = make_edition(work)
        Contribution.objects.create(
            work=work, contributor=make_contributor("Ann Translator"), role="B06", order=2
        )
        row = the_row(results("emma"))
        assert row.h3.a["href"] == edition.get_absolute_url()
        byline = row.select_one(".result-byline")
        assert text_of(byline) == "by Jane Austen; translated by Ann Translator"
        assert byline.a["href"] == "/authors/jane-austen/"

    def test_has_the_lowest_price_and_the_number_of_offers(self, results):
        edition = make_edition(make_work("Emma"))
        make_offer(edition, "1250.00")
        make_offer(edition, "24.91")
        assert text_of(the_row(results("emma")).select_one(".result-price")) == (
            "from $24.91 2 offers"
        )

    def test_without_offers_says_so(self, results):
        make_edition(make_work("Emma"))
        assert "Not available now" in text_of(the_row(results("emma")))

    def test_has_the_rating_in_words(self, results):
        work = make_work("Emma")
        make_edition(work)
        for stars in (5, 4):
            make_review(work, stars)
        rebuild_rating_summary(work.pk)
        rating = the_row(results("emma")).select_one(".result-rating")
        assert "4.5 of 5 (2 reviews)" in text_of(rating)

    def test_marks_words_in_title_subtitle_and_names(self, results):
        make_edition(make_work("Emma", subtitle="Of Emma", author="Emma Author"))
        row = the_row(results("emma"))
        assert [mark.get_text() for mark in row.select("mark")] == ["Emma", "Emma", "Emma"]

    def test_escapes_what_it_shows(self, results):
        make_edition(
            make_work(
                "<b>Emma</b>", subtitle="<i>x</i>", author="<u>A</u>", overview="<s>whale</s>"
            )
        )
        page = results("emma whale")
        assert not page.select(".result b, .result i, .result u, .result s")
        assert "<s>whale</s>" in text_of(the_row(page))


class TestAPassage:
    def test_is_the_line_of_contents_with_the_phrase(self, results):
        edition = make_edition(make_work("Moby-Dick"))
        make_contents(edition, "Loomings", "The Whiteness of the Whale", "The Dart")
        row = the_row(results("whiteness of the whale"))
        passage = row.select_one(".result-passage")
        assert text_of(passage) == "Contents: The Whiteness of the Whale"
        assert "Whiteness" in [mark.get_text() for mark in passage.select("mark")]

    def test_is_cut_from_the_description_around_the_words(self, results):
        make_edition(make_work("Moby-Dick", overview="Dull words. " * 50 + "The white whale. " * 9))
        passage = the_row(results("white whale")).select_one("q")
        assert "white whale" in text_of(passage)
        assert len(text_of(passage)) < 200
        assert text_of(passage).startswith("…")
        assert text_of(passage).endswith("…")

    def test_is_left_out_where_title_and_names_say_it_all(self, results):
        make_edition(make_work("Moby-Dick", overview="Moby-Dick is a whale."))
        assert not results("moby dick").select(".result-passage")

    def test_is_found_in_a_script_without_spaces(self, results):
        make_edition(make_work("紅樓夢", overview="此開卷第一回也。作者自云。"))
        passage = the_row(results("第一回")).select_one("q")
        assert [mark.get_text() for mark in passage.select("mark")] == ["第一回"]

    def test_is_right_where_letters_are_longer_when_folded(self, results):
        overview = "Straße ½ ﬁ & Œuvre. " * 60 + "Das Glasperlenspiel beginnt."
        make_edition(make_work("Hesse", overview=overview))
        passage = the_row(results("glasperlenspiel")).select_one("q")
        assert [mark.get_text() for mark in passage.select("mark")] == ["Glasperlenspiel"]


class TestWhatIsFound:
    def test_counts_books_in_title_and_heading(self, results):
        for title in ("Emma", "Emma’s Garden"):
            make_edition(make_work(title))
        page = results("emma")
        assert text_of(page.h1) == "2 books for “emma”"
        assert page.title.get_text().startswith("2 books for “emma”")

    def test_is_not_for_search_engines(self, results):
        assert results("emma").select_one("meta[name=robots]")["content"] == "noindex"

    def test_words_spelt_nearly_so_are_said(self, results):
        make_edition(make_work("Moby Dick", author="Herman Melville"))
        page = results("moby dikc")
        assert titles(page) == ["Moby Dick"]
        notice = page.select_one(".alert")
        assert text_of(notice) == "Nothing has “moby dikc”. Shown: books for “moby dick”."
        assert notice.a["href"] == "?q=moby+dick"

    def test_words_spelt_nearly_so_in_a_subject_are_not_named(self, results):
        work = make_work("Emma")
        make_edition(work)
        work.subjects.add(
            Subject.objects.create(scheme="93", code="FB", heading="Novels", slug="novels")
        )
        page = results("novles")
        assert titles(page) == ["Emma"]
        assert "spelt nearly so" in text_of(page.select_one(".alert"))

    def test_books_as_typed_stand_before_those_spelt_otherwise(self, results):
        make_edition(make_work("Sea life", overview="Of dikc."))
        make_edition(make_work("Moby Dick"))
        page = results("dikc")
        assert titles(page) == ["Sea life", "Moby Dick"]
        assert text_of(page.select_one(".alert")).startswith("1 book has “dikc”. Below: books for")

    def test_words_that_no_book_has_are_named(self, results):
        make_edition(make_work("Emma", author="Jane Austen"))
        page = results("emma xyzzyq")
        assert titles(page) == ["Emma"]
        assert "No book has “xyzzyq”, which was left out." in text_of(page.select_one(".alert"))

    def test_with_one_word_less_says_so(self, results):
        make_edition(make_work("Red Apples"))
        make_edition(make_work("Green Pears"))
        page = results("red pears")
        assert sorted(titles(page)) == ["Green Pears", "Red Apples"]
        assert "all of these words but one" in text_of(page.select_one(".alert"))

    def test_nothing_says_what_to_try_next(self, results):
        page = results("zzzzzz")
        assert text_of(page.h1) == "Nothing found for “zzzzzz”"
        assert "Fewer words" in text_of(page.main)
        assert page.main.select_one("a[href='/subjects/']")

    def test_an_empty_box_says_how_to_search(self, results):
        page = results()
        assert text_of(page.h1) == "Search"
        assert "ISBN" in text_of(page.main)
        assert page.main.select_one("a[href='/subjects/']")


class TestAnISBN:
    @pytest.fixture(autouse=True)
    def emma(self):
        make_edition(make_work("Emma"), isbn13="9781572308695")
        catch_up()

    @pytest.mark.parametrize(
        "typed",
        ["9781572308695", "978-1-57230-869-5", "ISBN 978 1 57230 869 5", "1-57230-869-9"],
    )
    def test_leads_to_the_book_however_it_is_spelt(self, client, typed):
        response = client.get("/search/", {"q": typed})
        assert (response.status_code, response["Location"]) == (302, "/books/9781572308695/emma/")

    def test_with_an_x_leads_to_the_book(self, client):
        make_edition(make_work("Other"), isbn13="9780804429573")
        assert client.get("/search/?q=0-8044-2957-x")["Location"] == "/books/9780804429573/other/"

    def test_mistyped_is_told_what_is_wrong_with_it(self):
        page = text_of(soup_of("/search/?q=978-1-57230-869-4").main)
        assert "does not fit the others" in page

    def test_that_no_book_has_is_said(self):
        page = text_of(soup_of("/search/?q=978-0-306-40615-7").main)
        assert "No book here has the ISBN 978-0-306-40615-7." in page


class TestPages:
    @pytest.fixture(autouse=True)
    def many(self):
        for number in range(45):
            make_edition(make_work(f"Emma {number}"))

    def test_have_twenty_books_and_keep_the_words(self, results):
        page = results("emma", page=2)
        assert len(titles(page)) == 20
        assert page.select_one("[rel=prev]")["href"] == "?q=emma&page=1"
        assert page.select_one(".result-list")["start"] == "21"

    @pytest.mark.parametrize("number", ["4", "0", "-1", "1000000000", "x", "9" * 5_000])
    def test_that_are_not_there_are_not_found(self, client, number):
        catch_up()
        assert client.get("/search/", {"q": "emma", "page": number}).status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        *("'", '"', "%", "_", "\0", "x" * 10_000, "<b>", "😀", "\u202e", "((", "a" * 300 + " b"),
        *(
            "NEAR(a b)",
            "a AND",
            "-",
            "head:emma",
            "*",
            "emma*",
            "a | b & !c",
            "'); DROP TABLE",
            "¶",
        ),
        "".join(f"w{number} " for number in range(1_100)),
        "the of and",
        "שלום עולם",
    ],
)
class TestAnyText:
    def test_gives_a_page_and_is_escaped(self, client, text):
        make_edition(make_work("Emma"))
        catch_up()
        response = client.get("/search/", {"q": text})
        assert response.status_code == 200
        assert "<b>" not in response.text.replace("<bdi>", "")

    def test_as_the_value_of_a_filter_gives_a_page(self, client, text):
        make_edition(make_work("Emma"))
        catch_up()
        names = ("format", "language", "price", "condition", "rating", "year", "subject", "sort")
        response = client.get("/search/", {"q": "emma", **dict.fromkeys(names, text)})
        assert response.status_code == 200


@pytest.mark.parametrize("query", ["%ED%A0%80", "%00", "%FF", "%F0%9F"])
def test_broken_bytes_give_a_page(client, query):
    assert client.get(f"/search/?q={query}&language={query}").status_code == 200


@pytest.mark.parametrize("text", ["a" * 201, " ".join(f"w{number}" for number in range(17))])
def test_more_than_counts_is_said(results, text):
    assert "Only the first 200 characters and 16 words of it count." in text_of(results(text).main)


def test_what_is_typed_stands_in_the_box(results):
    assert results('emma "x"').select_one("#search-words")["value"] == 'emma "x"'


def make_shelf(count: int) -> None:
    """Make books with all that a row shows."""
    subject, _ = Subject.objects.get_or_create(
        scheme="10", code="FIC1", heading="FICTION", slug="fiction"
    )
    for number in range(count):
        work = make_work(f"Emma {number}", author="Jane Austen", overview="Of whales.")
        work.subjects.add(subject)
        edition = make_edition(work, publisher=make_publisher(), published_on="1998-01-01")
        make_contents(edition, "Of whales and ships")
        make_offer(edition)


@pytest.mark.parametrize("count", [1, 30])
class TestQueries:
    def counted(self, client, django_assert_num_queries, address: str, number: int) -> None:
        catch_up()
        with django_assert_num_queries(number):
            assert client.get(address).status_code == 200

    def test_of_a_page(self, client, django_assert_num_queries, count):
        make_shelf(count)
        self.counted(client, django_assert_num_queries, "/search/?q=emma", 5)
