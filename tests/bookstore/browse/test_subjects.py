import pytest
from django.test import Client

from tests.bookstore.browse.shelf import queries_of, titles_on, way_on
from tests.factories import make_edition, make_subject, make_work
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


def book(title="Emma"):
    return make_edition(make_work(title, author=f"Author of {title}")).work


class TestList:
    def test_shows_the_top_and_what_is_right_below(self):
        work = book()
        for code, heading in [("F", "Fiction"), ("FB", "General"), ("FBA", "Modern")]:
            make_subject(code, heading, work)
        page = soup_of("/subjects/")
        assert [text_of(each) for each in page.select(".subject-group")] == ["Fiction 1"]
        assert [text_of(each) for each in page.select(".subject-names a")] == ["General"]

    def test_counts_a_work_once_whatever_it_carries_below(self):
        make_subject("F", "Fiction")
        work = book()
        make_subject("FBA", "Modern", work)
        make_subject("FBC", "Classic", work, book("Faust"))
        assert text_of(soup_of("/subjects/").select_one(".subject-group")) == "Fiction 2"

    def test_leaves_out_subjects_that_lead_to_no_book(self):
        make_subject("Y", "Children’s")
        make_subject("YF", "Children’s fiction")
        assert "No book has a subject yet" in text_of(soup_of("/subjects/").main)

    def test_bisac_stands_under_its_first_level_whether_that_is_a_subject_or_not(self):
        make_subject("FIC004000", "FICTION / Classics", book(), scheme="10")
        page = soup_of("/subjects/")
        assert text_of(page.select_one(".subject-group")) == "Fiction 1"
        assert [text_of(each) for each in page.select(".subject-names a")] == ["Classics"]
        assert not page.select(".subject-group a")

    def test_thema_comes_first(self):
        make_subject("ANT000000", "ANTIQUES", book(), scheme="10")
        make_subject("F", "Fiction", book())
        names = [text_of(each) for each in soup_of("/subjects/").select(".subject-group")]
        assert names == ["Fiction 1", "Antiques 1"]

    def test_says_how_many_it_leaves_out(self):
        make_subject("F", "Fiction")
        for letter in "ABCDEFGHIJKL":
            make_subject(f"F{letter}", f"Fiction {letter}", book())
        names = [text_of(each) for each in soup_of("/subjects/").select(".subject-names a")]
        assert len(names) == 11
        assert names[-1] == "2 more under Fiction"

    @pytest.mark.parametrize("subjects", [1, 30])
    def test_takes_two_queries_whatever_there_is(self, subjects):
        for number in range(subjects):
            make_subject(f"F{number:04}", f"Subject {number}", book())
        assert queries_of("/subjects/") == 2


class TestPage:
    @pytest.fixture
    def tree(self):
        make_subject("F", "Fiction")
        make_subject("FB", "Fiction: general", book("Emma"))
        make_subject("FBA", "Modern", book("Faust"))
        make_subject("FJ", "Adventure", book("Kim"))
        make_subject("D", "Biography", book("Dr Johnson"))

    @pytest.mark.usefixtures("tree")
    def test_shows_the_books_of_the_subject_and_of_all_below(self):
        assert titles_on("/subjects/fiction/") == ["Emma", "Faust", "Kim"]
        assert titles_on("/subjects/fiction-general/") == ["Emma", "Faust"]
        assert titles_on("/subjects/modern/") == ["Faust"]

    @pytest.mark.usefixtures("tree")
    def test_names_what_is_right_below_with_counts(self):
        below = soup_of("/subjects/fiction/").select(".subject-below li")
        assert [text_of(each) for each in below] == ["Adventure 1", "Fiction: general 2"]

    @pytest.mark.usefixtures("tree")
    def test_says_the_way_to_it(self):
        assert way_on("/subjects/modern/") == ["Home", "Subjects", "Fiction", "Fiction: general"]

    def test_bisac_levels_are_those_of_its_heading(self):
        make_subject("PSY000000", "PSYCHOLOGY / General", book("Emma"), scheme="10")
        make_subject(
            "PSY028000", "PSYCHOLOGY / Psychotherapy / General", book("Faust"), scheme="10"
        )
        make_subject("PSY045010", "PSYCHOLOGY / Psychotherapy / Couples", book("Kim"), scheme="10")
        assert titles_on("/subjects/psychology-general/") == ["Emma", "Faust", "Kim"]
        assert way_on("/subjects/psychology-psychotherapy-couples/") == [
            "Home",
            "Subjects",
            "Psychology",
            "Psychotherapy",
        ]

    def test_a_level_that_the_shop_lacks_is_not_made_up(self):
        make_subject("F", "Fiction")
        make_subject("FBA", "Modern", book())
        assert way_on("/subjects/modern/") == ["Home", "Subjects", "Fiction"]

    def test_a_work_with_several_subjects_or_editions_stands_once(self):
        work = book("Emma")
        make_edition(work, product_form="BB")
        make_subject("F", "Fiction", work)
        make_subject("FB", "General", work)
        assert titles_on("/subjects/fiction/") == ["Emma"]

    def test_without_books_says_so(self):
        make_subject("F", "Fiction")
        assert "No book has this subject now." in text_of(soup_of("/subjects/fiction/").main)

    def test_what_is_the_same_as_a_thema_subject_leads_there_and_lends_its_books(self):
        thema = make_subject("FBC", "Classic fiction", book("Emma"))
        bisac = make_subject("FIC004000", "FICTION / Classics", book("Faust"), scheme="10")
        bisac.same_as = thema
        bisac.save()
        answer = Client().get("/subjects/fiction-classics/")
        assert (answer.status_code, answer["Location"]) == (302, "/subjects/classic-fiction/")
        assert titles_on("/subjects/classic-fiction/") == ["Emma", "Faust"]
        assert "“Fiction › Classics” (BISAC)" in text_of(soup_of("/subjects/classic-fiction/").main)
        groups = soup_of("/subjects/").select(".subject-group")
        assert [text_of(each) for each in groups] == ["Classic fiction 2"]

    @pytest.mark.parametrize(("books", "subjects"), [(1, 1), (30, 30)])
    def test_takes_ten_queries_whatever_there_is(self, books, subjects):
        make_subject("F", "Fiction", *(book(f"Book {number}") for number in range(books)))
        for number in range(subjects):
            make_subject(f"F{number:04}", f"Subject {number}", book())
        assert queries_of("/subjects/fiction/") == 10

    @pytest.mark.parametrize("slug", ["nothing", "%00", "紅樓"])
    def test_unknown_is_not_found(self, client, slug):
        assert client.get(f"/subjects/{slug}/").status_code == 404
