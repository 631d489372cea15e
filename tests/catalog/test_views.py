import pytest

from catalog.models import Contribution, Contributor, Subject
from tests.factories import make_contributor, make_edition, make_work
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


def titles_on(address: str) -> list[str]:
    return [text_of(title) for title in soup_of(address).select(".shelf-title")]


class TestAuthorPage:
    def test_shows_biography_and_works(self):
        make_edition(make_work("Emma", author="Jane Austen"))
        Contribution.objects.update(biography="Wrote at a small table.")
        page = soup_of("/authors/jane-austen/")
        assert "Wrote at a small table." in text_of(page.main)
        assert titles_on("/authors/jane-austen/") == ["Emma"]

    def test_the_shops_own_biography_comes_first(self):
        make_edition(make_work("Emma", author="Jane Austen"))
        Contribution.objects.update(biography="From the feed.")
        Contributor.objects.update(biography="From the shop.")
        page = text_of(soup_of("/authors/jane-austen/").main)
        assert "From the shop." in page
        assert "From the feed." not in page

    def test_work_with_two_roles_or_editions_stands_once(self):
        work = make_work("Emma", author="Jane Austen")
        Contribution.objects.create(work=work, contributor=Contributor.objects.get(), role="B01")
        make_edition(work)
        make_edition(work, product_form="BB")
        assert titles_on("/authors/jane-austen/") == ["Emma"]

    def test_works_of_others_are_not_shown(self):
        make_contributor("Jane Austen")
        make_edition(make_work("Faust", author="Johann Goethe"))
        assert titles_on("/authors/jane-austen/") == []

    @pytest.mark.parametrize("slug", ["nobody", "%00", "a%00b", "%ED%A0%80", "紅樓"])
    def test_unknown_author_is_not_found(self, client, slug):
        assert client.get(f"/authors/{slug}/").status_code == 404

    @pytest.mark.parametrize("page", ["0", "2", "x", "9" * 10_000])
    def test_page_that_is_not_there_is_not_found(self, client, page):
        make_edition(make_work("Emma", author="Jane Austen"))
        assert client.get(f"/authors/jane-austen/?page={page}").status_code == 404


class TestSubjects:
    @pytest.fixture
    def subject(self) -> Subject:
        return Subject.objects.create(
            scheme="10",
            code="PSY028000",
            heading="PSYCHOLOGY / Psychotherapy / General",
            slug="psy",
        )

    def test_list_counts_works_and_leaves_out_empty_subjects(self, subject):
        Subject.objects.create(scheme="10", code="X", heading="EMPTY", slug="empty")
        make_work().subjects.add(subject)
        rows = soup_of("/subjects/").select(".subject-list li")
        assert [text_of(row) for row in rows] == ["Psychology › Psychotherapy 1"]

    def test_page_shows_the_subjects_books(self, subject):
        work = make_work("Emma")
        make_edition(work)
        make_edition(make_work("Faust"))
        work.subjects.add(subject)
        assert titles_on("/subjects/psy/") == ["Emma"]


class TestSearch:
    @pytest.mark.parametrize("words", ["emma", "EMMA", "austen emma", "jané", "Emma Austen Jane"])
    def test_finds_by_words_of_title_and_author(self, client, words):
        make_edition(make_work("Emma", author="Jane Austen"))
        make_edition(make_work("Faust", author="Johann Goethe"))
        page = client.get("/search/", {"q": words})
        assert "Emma" in page.content.decode()
        assert "Faust" not in page.content.decode()

    def test_isbn_in_any_spelling_leads_to_the_book(self, client):
        make_edition(make_work("Emma"), isbn13="9781572308695")
        response = client.get("/search/", {"q": "1-57230-869-9"}, follow=True)
        assert response.redirect_chain[-1][0] == "/books/9781572308695/emma/"

    def test_mistyped_isbn_is_told_what_is_wrong_with_it(self):
        page = text_of(soup_of("/search/?q=978-1-57230-869-4").main)
        assert "does not fit the others" in page

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "'",
            '"',
            "%",
            "_",
            "\0",
            "x" * 10_000,
            "<b>",
            "😀",
            "\u202e",
            "((",
            "a" * 300 + " b",
        ],
    )
    def test_any_text_gives_a_page(self, client, text):
        make_edition(make_work("Emma"))
        response = client.get("/search/", {"q": text})
        assert response.status_code == 200
        assert "<b>" not in response.content.decode().replace("<bdi>", "")

    def test_only_the_first_ten_words_count(self):
        make_edition(make_work("a b c d e f g h i j"))
        assert titles_on("/search/?q=a+b+c+d+e+f+g+h+i+j+missing") == ["a b c d e f g h i j"]
        assert titles_on("/search/?q=a+b+c+d+e+f+g+h+i+missing") == []

    def test_text_of_a_thousand_words_gives_a_page(self, client):
        words = " ".join(f"w{number}" for number in range(1_100))
        assert client.get("/search/", {"q": words}).status_code == 200

    def test_nothing_found_says_what_to_try(self):
        assert "Try fewer words" in text_of(soup_of("/search/?q=zzz").main)

    def test_pages_keep_the_words(self, client):
        for number in range(25):
            make_edition(make_work(f"Emma {number}"))
        page = soup_of("/search/?q=emma&page=2")
        assert len(page.select(".shelf-book")) == 1
        assert page.select_one('[rel="prev"]')["href"] == "?q=emma&page=1"
