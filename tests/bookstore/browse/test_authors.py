import pytest

from catalog.models import Contribution, Contributor
from tests.bookstore.browse.shelf import notes_on, queries_of, titles_on, way_on
from tests.factories import make_contributor, make_edition, make_work
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db

AUSTEN = "/authors/jane-austen/"


@pytest.fixture
def austen() -> Contributor:
    return make_contributor("Jane Austen")


def made(author: Contributor, title: str, *roles: str) -> None:
    work = make_edition(make_work(title)).work
    for role in roles:
        Contribution.objects.create(work=work, contributor=author, role=role)


def roles_on(address: str) -> list[str]:
    return [text_of(each) for each in soup_of(address).select(".roles li")]


def test_shows_biography_and_works():
    make_edition(make_work("Emma", author="Jane Austen"))
    Contribution.objects.update(biography="Wrote at a small table.")
    assert "Wrote at a small table." in text_of(soup_of(AUSTEN).main)
    assert titles_on(AUSTEN) == ["Emma"]
    assert way_on(AUSTEN) == ["Home", "Authors"]


def test_the_shops_own_biography_comes_first():
    make_edition(make_work("Emma", author="Jane Austen"))
    Contribution.objects.update(biography="From the feed.")
    Contributor.objects.update(biography="From the shop.")
    page = text_of(soup_of(AUSTEN).main)
    assert "From the shop." in page
    assert "From the feed." not in page


def test_works_of_others_are_not_shown(austen):
    make_edition(make_work("Faust", author="Johann Goethe"))
    assert titles_on(AUSTEN) == []
    assert "None of this author’s books" in text_of(soup_of(AUSTEN).main)


class TestRoles:
    def test_are_named_with_how_many_works_what_was_done_most_first(self, austen):
        made(austen, "Emma", "A01")
        made(austen, "Faust", "A01")
        made(austen, "Kim", "B06")
        assert roles_on(AUSTEN) == ["All books", "Wrote 2", "Translated 1"]

    def test_of_one_kind_are_not_named(self, austen):
        made(austen, "Emma", "A01")
        assert roles_on(AUSTEN) == []

    def test_narrow_the_books(self, austen):
        made(austen, "Emma", "A01", "A12")
        made(austen, "Kim", "B06")
        assert titles_on(f"{AUSTEN}?role=translated") == ["Kim"]
        assert titles_on(f"{AUSTEN}?role=illustrated") == ["Emma"]
        assert soup_of(f"{AUSTEN}?role=translated").select('meta[content="noindex"]')

    def test_of_several_codes_with_the_same_words_are_one(self, austen):
        made(austen, "Emma", "E08")
        made(austen, "Faust", "E99")
        made(austen, "Kim", "A01")
        assert roles_on(AUSTEN) == ["All books", "Performed 2", "Wrote 1"]
        assert titles_on(f"{AUSTEN}?role=performed") == ["Emma", "Faust"]

    def test_stand_at_the_books_that_were_not_written(self, austen):
        made(austen, "Emma", "A01", "A12")
        made(austen, "Kim", "B06", "B01")
        assert notes_on(AUSTEN) == ["Translated, Edited"]

    def test_that_nobody_has_are_left_out_and_said_so(self, austen):
        made(austen, "Emma", "A01")
        page = soup_of(f"{AUSTEN}?role=translated")
        assert "role “translated”" in text_of(page.select_one(".alert"))

    def test_two_at_one_work_show_it_once(self, austen):
        made(austen, "Emma", "A01", "B01")
        assert titles_on(AUSTEN) == ["Emma"]


@pytest.mark.parametrize("slug", ["nobody", "%00", "a%00b", "%ED%A0%80", "紅樓"])
def test_unknown_author_is_not_found(client, slug):
    assert client.get(f"/authors/{slug}/").status_code == 404


@pytest.mark.parametrize("books", [1, 30])
def test_takes_ten_queries_whatever_there_is(austen, books):
    for number in range(books):
        made(austen, f"Book {number}", "A01", "B01")
    assert queries_of(AUSTEN) == 10
