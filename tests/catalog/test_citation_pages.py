import json

import pytest
from django.core.management import call_command
from django.test import Client

from catalog.models import Contribution, Edition
from tests.factories import make_contributor, make_edition, make_work
from tests.pages import book_page, section, soup_of, text_of

pytestmark = pytest.mark.django_db

FILES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}


@pytest.fixture
def edition() -> Edition:
    return make_edition(make_work("Emma", author="Jane Austen"))


@pytest.fixture
def reference_book(shared_data) -> Edition:
    call_command("import_onix", shared_data / "reference_page" / "book.onix.xml")
    return Edition.objects.get(isbn13="9781572308695")


def address(edition: Edition, ending: str) -> str:
    return f"/books/{edition.isbn13}/cite{ending}"


def references(edition: Edition) -> dict[str, str]:
    page = soup_of(address(edition, "/"))
    return {text_of(each.h2): text_of(each.p) for each in page.select(".citations section")}


class TestThePage:
    def test_has_each_style_with_the_title_in_italics(self, edition):
        assert references(edition) == {
            "MLA 9": "Austen, Jane. Emma.",
            "APA 7": "Austen, J. (n.d.). Emma.",
            "Chicago 17": "Austen, Jane. Emma. n.d.",
        }
        assert [text_of(each) for each in soup_of(address(edition, "/")).select("cite")] == [
            "Emma",
            "Emma",
            "Emma",
        ]

    def test_leads_to_each_file_and_back_to_the_book(self, edition):
        page = soup_of(address(edition, "/"))
        links = [link["href"] for link in page.select(".citation-files a")]
        assert links == [address(edition, f".{suffix}") for suffix in FILES]
        assert [(link["type"], link["href"]) for link in page.select("link[rel=alternate]")] == [
            (kind.partition(";")[0], address(edition, f".{suffix}"))
            for suffix, kind in FILES.items()
        ]
        assert text_of(page.select_one(f'h1 a[href="{edition.get_absolute_url()}"]')) == "Emma"

    def test_is_linked_from_the_book_page(self, edition):
        link = section(book_page(edition), "details").find("a", string="Cite this book")
        assert link["href"] == address(edition, "/")

    def test_shows_hostile_texts_as_texts(self):
        work = make_work("<script>alert(1)</script> & {x}", author="<b>Bob</b>")
        page = soup_of(address(make_edition(work), "/"))
        assert not page.select(".citations script, .citations b")
        assert text_of(page.select_one("cite")) == "<script>alert(1)</script> & {x}"


@pytest.mark.parametrize(("suffix", "content_type"), FILES.items())
class TestAFile:
    def test_says_what_it_is_and_how_to_name_it(self, edition, suffix, content_type):
        response = Client().get(address(edition, f".{suffix}"))
        assert response["Content-Type"] == content_type
        name = f'attachment; filename="{edition.isbn13}.{suffix}"'
        assert response["Content-Disposition"] == name

    def test_is_in_utf_8_and_names_the_page_of_the_book(self, suffix, content_type):
        edition = make_edition(make_work("Žižek", author="Émile Zola"))
        text = Client().get(address(edition, f".{suffix}")).content.decode("utf-8")
        assert "Žižek" in text
        assert "Émile" in text
        assert f"http://testserver{edition.get_absolute_url()}" in text


@pytest.mark.parametrize("ending", ["/", ".bib", ".ris", ".json"])
class TestEveryAddress:
    def test_of_an_unknown_book_is_not_found(self, ending):
        assert Client().get(f"/books/9781572308695/cite{ending}").status_code == 404

    def test_only_answers_questions(self, edition, ending):
        assert Client().post(address(edition, ending)).status_code == 405

    def test_makes_two_queries_however_many_made_the_book(
        self, edition, ending, django_assert_num_queries
    ):
        for name in ("Ada Lee", "Bob Lee", "Cy Lee"):
            person = make_contributor(name)
            Contribution.objects.create(work=edition.work, contributor=person)
        with django_assert_num_queries(2):
            assert Client().get(address(edition, ending)).status_code == 200


def test_a_book_called_cite_keeps_its_page(client):
    edition = make_edition(make_work("Cite"))
    assert edition.get_absolute_url() == f"/books/{edition.isbn13}/cite-book/"
    assert text_of(book_page(edition).h1) == "Cite"


class TestTheReferenceBook:
    def test_in_the_styles(self, reference_book):
        title = "Negotiating the Therapeutic Alliance: A Relational Treatment Guide"
        makers = "Safran, Jeremy D., and J. Christopher Muran"
        publisher = "Guilford Publications"
        assert references(reference_book) == {
            "MLA 9": f"{makers}. {title}. {publisher}, 2003.",
            "APA 7": f"Safran, J. D., & Muran, J. C. (2003). {title}. {publisher}.",
            "Chicago 17": f"{makers}. {title}. {publisher}, 2003.",
        }

    def test_as_bibtex(self, reference_book):
        text = Client().get(address(reference_book, ".bib")).text
        assert text.startswith("@book{isbn9781572308695,\n")
        assert "  author = {Safran, Jeremy D. and Muran, J. Christopher},\n" in text
        assert "  year = {2003},\n  month = may,\n" in text

    def test_as_ris(self, reference_book):
        lines = Client().get(address(reference_book, ".ris")).text.split("\r\n")
        assert lines[0] == "TY  - BOOK"
        for line in ("AU  - Safran, Jeremy D.", "AU  - Muran, J. Christopher", "SP  - 260"):
            assert line in lines

    def test_as_csl_json(self, reference_book):
        (item,) = json.loads(Client().get(address(reference_book, ".json")).content)
        assert [name["family"] for name in item["author"]] == ["Safran", "Muran"]
        assert item["issued"] == {"date-parts": [[2003, 5, 22]]}
        assert (item["ISBN"], item["language"]) == ("9781572308695", "en")
