"""What is suggested below the search box while somebody types."""

import pytest
from bs4 import BeautifulSoup

from catalog.models import Subject
from search.indexing import catch_up
from tests.factories import make_edition, make_work
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggested():
    """Return kind and words of each suggestion, as the shop is now."""

    def words(text: str) -> list[tuple[str, str]]:
        return [(kind_of(each), name_of(each)) for each in options(text)]

    return words


def options(text: str):
    catch_up()
    return options_of(soup_of(f"/search/suggestions/?q={text}"))


def options_of(page: BeautifulSoup):
    return page.select("[role=option]")


def kind_of(option) -> str:
    return text_of(option.select_one(".suggestion-kind"))


def name_of(option) -> str:
    return text_of(option.select_one(".suggestion-name bdi"))


@pytest.fixture(autouse=True)
def emma():
    subject = Subject.objects.create(
        scheme="10", code="F1", heading="FICTION / Classics", slug="classics"
    )
    work = make_work("Emma", author="Jane Austen")
    work.subjects.add(subject)
    return make_edition(work, isbn13="9781572308695")


class TestSuggested:
    @pytest.mark.parametrize(
        "typed", ["em", "EMM", "emma", "austen em", "jane aus", "9781572308695", "1-57230-869-9"]
    )
    def test_are_books_by_the_beginning_of_a_word(self, suggested, typed):
        assert ("Book", "Emma") in suggested(typed)

    def test_lead_to_book_author_and_subject(self, emma):
        assert options("emm")[0]["data-address"] == emma.get_absolute_url()
        (author,) = [each for each in options("aust") if kind_of(each) == "Author"]
        assert (name_of(author), author["data-address"]) == ("Jane Austen", "/authors/jane-austen/")
        (subject,) = [each for each in options("class") if kind_of(each) == "Subject"]
        assert (name_of(subject), subject["data-address"]) == (
            "Fiction › Classics",
            "/subjects/classics/",
        )

    def test_authors_have_all_the_words(self, suggested):
        assert ("Author", "Jane Austen") not in suggested("emma aus")

    def test_are_spelt_right_where_nothing_is_so_spelt(self, suggested):
        assert suggested("austne")[0] == ("Book", "Emma")

    def test_last_word_goes_on_where_others_stand(self, suggested):
        make_edition(make_work("Emma’s Garden", author="Ann Other"))
        assert suggested("emma gar") == [("Book", "Emma’s Garden")]

    def test_are_few(self, suggested):
        for number in range(20):
            make_edition(make_work(f"Emmaus {number}", author=f"Emm {number}"))
        assert len(suggested("emm")) == 8

    def test_mark_the_words(self):
        assert [text_of(mark) for mark in options("emm")[0].select("mark")] == ["Emma"]

    def test_are_escaped(self):
        make_edition(make_work("<b>Zebra</b>", author="<i>A</i>"))
        (option,) = options("zebra")
        assert not option.select("b, i")

    @pytest.mark.parametrize("typed", ["", " ", "e", "%", "%00", "'", "zzzz", "x" * 5_000, "a*"])
    def test_may_be_none(self, typed):
        assert options(typed) == []


def test_a_cache_may_keep_them(client):
    response = client.get("/search/suggestions/?q=emma")
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies


def test_they_are_only_read(client):
    assert client.post("/search/suggestions/?q=emma").status_code == 405


@pytest.mark.parametrize(("typed", "number"), [("emm", 6), ("jane aus", 6), ("zz", 2)])
def test_queries_are_few(client, django_assert_num_queries, typed, number):
    catch_up()
    with django_assert_num_queries(number):
        client.get("/search/suggestions/", {"q": typed})
