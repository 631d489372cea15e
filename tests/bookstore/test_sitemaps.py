from xml.etree import ElementTree

import pytest
from django.test import Client

from bookstore.sitemaps import RowSitemap
from catalog.models import Edition, Subject
from tests.factories import (
    make_contributor,
    make_edition,
    make_offer,
    make_publisher,
    make_review,
    make_seller,
    make_series,
    make_series_part,
    make_subject,
    make_work,
)

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(address: str) -> list[str]:
    """Return what a sitemap or its index lists, without scheme and host."""
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    found = [
        each.text or "" for each in ElementTree.fromstring(response.content).iter(f"{NAMESPACE}loc")
    ]
    assert all(each.startswith("http://testserver/") for each in found)
    return [each.removeprefix("http://testserver") for each in found]


@pytest.fixture
def two_in_a_file(monkeypatch):
    monkeypatch.setattr(RowSitemap, "limit", 2)


def books(count: int) -> list[Edition]:
    """Make editions whose keys follow each other from 101 on."""
    work = make_work("Emma")
    return [make_edition(work, pk=pk) for pk in range(101, 101 + count)]


class TestIndex:
    def test_of_an_empty_shop_lists_its_fixed_pages(self):
        assert locations("/sitemap.xml") == ["/sitemap-pages.xml"]

    @pytest.mark.usefixtures("two_in_a_file")
    def test_lists_the_files_that_have_addresses_and_no_others(self):
        first, second, third, _, fifth = books(5)
        Edition.objects.filter(pk__in=[third.pk, third.pk + 1]).delete()
        assert locations("/sitemap.xml") == [
            "/sitemap-pages.xml",
            "/sitemap-books.xml?p=51",
            "/sitemap-books.xml?p=53",
        ]
        assert locations("/sitemap-books.xml?p=51") == [
            first.get_absolute_url(),
            second.get_absolute_url(),
        ]
        assert locations("/sitemap-books.xml?p=53") == [fifth.get_absolute_url()]

    @pytest.mark.usefixtures("two_in_a_file")
    @pytest.mark.parametrize("count", [1, 9])
    def test_takes_one_query_for_each_section_and_two_for_subjects(
        self, django_assert_num_queries, count
    ):
        make_subject("F", "Fiction", *(edition.work for edition in books(count)))
        with django_assert_num_queries(7):
            Client().get("/sitemap.xml")


class TestFile:
    @pytest.mark.usefixtures("two_in_a_file")
    def test_keeps_its_books_when_others_come(self):
        books(2)
        before = locations("/sitemap-books.xml?p=51")
        make_edition(pk=103)
        assert locations("/sitemap-books.xml?p=51") == before

    @pytest.mark.parametrize("count", [1, 9])
    def test_takes_one_query(self, django_assert_num_queries, count):
        books(count)
        with django_assert_num_queries(1):
            locations("/sitemap-books.xml")

    @pytest.mark.parametrize(
        "address",
        [
            "/sitemap-books.xml",
            "/sitemap-books.xml?p=0",
            "/sitemap-books.xml?p=-1",
            "/sitemap-books.xml?p=2",
            "/sitemap-books.xml?p=1e3",
            f"/sitemap-books.xml?p={10**30}",
            f"/sitemap-books.xml?p={'9' * 5000}",
            "/sitemap-books.xml?p=many",
            "/sitemap-nothing.xml",
        ],
    )
    def test_without_addresses_is_not_found(self, address):
        assert Client().get(address).status_code == 404

    def test_lists_authors_and_subjects_that_have_books(self):
        work = make_work("Emma", author="Jane Austen")
        make_contributor("Nobody Yet")
        for code in ("FIC1", "FIC2"):
            Subject.objects.create(scheme="10", code=code, heading=code, slug=code.lower())
        work.subjects.add(Subject.objects.get(code="FIC1"))
        assert locations("/sitemap-authors.xml") == ["/authors/jane-austen/"]
        assert locations("/sitemap-subjects.xml") == ["/subjects/fic1/"]

    def test_lists_subjects_that_have_books_only_below_and_none_that_lead_to_another(self):
        work = make_work()
        make_subject("F", "Fiction")
        thema = make_subject("FB", "General", work)
        bisac = make_subject("FIC000000", "FICTION", work, scheme="10")
        bisac.same_as = thema
        bisac.save()
        assert locations("/sitemap-subjects.xml") == ["/subjects/fiction/", "/subjects/general/"]

    def test_lists_publishers_and_series_that_have_books(self):
        edition = make_edition(publisher=make_publisher())
        make_series_part(edition)
        make_publisher("Nobody Yet")
        make_series("Nothing Yet")
        assert locations("/sitemap-publishers.xml") == ["/publishers/quiet-press/"]
        assert locations("/sitemap-series.xml") == ["/series/quiet-classics/"]

    def test_lists_sellers_who_are_active(self):
        make_seller("Bob Books")
        make_seller("Gone Books", is_active=False)
        assert locations("/sitemap-sellers.xml") == ["/sellers/bob-books/"]

    def test_lists_only_pages_that_answer_and_may_be_listed(self):
        edition = make_edition(make_work("Emma", author="Jane Austen"))
        make_offer(edition)
        make_review(edition.work, state="pending")
        listed = [each for file in locations("/sitemap.xml") for each in locations(file)]
        assert len(listed) == 12
        for address in listed:
            page = Client().get(address)
            assert page.status_code == 200
            assert 'content="noindex"' not in page.text
            assert f'<link rel="canonical" href="http://testserver{address}">' in page.text


class TestRobots:
    def test_lead_to_the_sitemap(self):
        response = Client().get("/robots.txt", headers={"Host": "localhost"})
        assert response["Content-Type"].startswith("text/plain")
        assert "\nSitemap: http://localhost/sitemap.xml\n" in response.text

    def test_keep_out_of_what_is_personal_or_leads_elsewhere(self):
        lines = Client().get("/robots.txt").text.splitlines()
        assert lines[0] == "User-agent: *"
        for address in ("/admin/", "/accounts/", "/reports/", "/search/", "/offers/*/go/"):
            assert f"Disallow: {address}" in lines


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/sitemap-pages.xml"])
def test_caches_may_keep_it(address):
    response = Client().get(address)
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=3600"}
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
