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
