from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.bookstore.browse.shelf import queries_of
from tests.factories import (
    make_edition,
    make_offer,
    make_publisher,
    make_series_part,
    make_subject,
    make_work,
)
from tests.pages import soup_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = [
    "/subjects/",
    "/subjects/fiction/",
    "/authors/",
    "/authors/jane-austen/",
    "/publishers/",
    "/publishers/quiet-press/",
    "/series/",
    "/series/quiet-classics/",
    "/new/",
    "/forthcoming/",
    "/bestsellers/",
]


@pytest.fixture
def edition():
    work = make_work("Emma", author="Jane Austen")
    make_subject("F", "Fiction", work)
    edition = make_edition(
        work, publisher=make_publisher(), published_on="2020-05-01", sales_rank=1
    )
    make_series_part(edition, "1")
    make_offer(edition)
    return edition


def feed_of(page: str) -> ElementTree.Element:
    answer = Client().get(f"{page}feed.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def titles_of(page: str) -> list[str]:
    return [each.findtext(f"{ATOM}title", "") for each in feed_of(page).iter(f"{ATOM}entry")]


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("page", PAGES)
class TestEachPage:
    def test_leads_to_its_feed(self, page):
        (link,) = soup_of(page).select('link[rel="alternate"][type="application/atom+xml"]')
        assert link["href"] == f"{page}feed.atom"

    def test_feed_has_whole_addresses_and_leads_back(self, page):
        feed = feed_of(page)
        links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
        assert links == {
            "alternate": f"http://testserver{page}",
            "self": f"http://testserver{page}feed.atom",
        }
        for entry in feed.iter(f"{ATOM}entry"):
            assert entry.find(f"{ATOM}link").get("href").startswith("http://testserver/")
            assert entry.findtext(f"{ATOM}id").startswith("http://testserver/")

    def test_feed_that_is_not_changed_is_not_sent_again(self, page):
        first = Client().get(f"{page}feed.atom")
        again = Client().get(f"{page}feed.atom", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304

    def test_feed_takes_as_many_queries_for_many_books(self, page):
        before = queries_of(f"{page}feed.atom")
        for number in range(5):
            work = make_work(f"Book {number}", author=f"Author {number}")
            make_subject(f"F{number}", f"Subject {number}", work)
            publisher = make_publisher(f"Publisher {number}")
            other = make_edition(
                work, publisher=publisher, published_on="2020-05-01", sales_rank=number + 2
            )
            make_series_part(other, name=f"Series {number}")
        assert queries_of(f"{page}feed.atom") <= max(before, 4)


def test_an_entry_tells_the_book_and_nothing_that_changes(edition):
    (entry,) = feed_of("/new/").iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Emma"
    assert entry.findtext(f"{ATOM}id") == f"http://testserver/books/{edition.isbn13}/"
    assert entry.findtext(f"{ATOM}summary") == (
        "by Jane Austen. Paperback (Print), Quiet Press, 5/1/2020"
    )
    changed = edition.work.changed_at.isoformat()
    assert entry.findtext(f"{ATOM}published") == edition.work.created_at.isoformat()
    assert entry.findtext(f"{ATOM}updated") == changed
    assert feed_of("/new/").findtext(f"{ATOM}updated") == changed


def test_what_came_last_stands_first():
    for title in ["Adam Bede", "Emma"]:
        make_edition(make_work(title), publisher=make_publisher())
    assert titles_of("/publishers/quiet-press/") == ["Emma", "Adam Bede"]


def test_names_that_came_last_stand_first():
    for name in ["Zoe Adams", "Jane Austen"]:
        make_work(author=name)
    assert titles_of("/authors/") == ["Jane Austen", "Zoe Adams"]


def test_a_feed_without_entries_states_the_same_time_always():
    assert feed_of("/new/").findtext(f"{ATOM}updated") == "2000-01-01T00:00:00+00:00"


def test_the_feed_of_a_subject_that_is_the_same_as_another_leads_to_its_feed(edition):
    bisac = make_subject("FIC000000", "FICTION / General", edition.work, scheme="10")
    bisac.same_as = edition.work.subjects.get(scheme="93")
    bisac.save()
    answer = Client().get("/subjects/fiction-general/feed.atom")
    assert (answer.status_code, answer["Location"]) == (302, "/subjects/fiction/feed.atom")
