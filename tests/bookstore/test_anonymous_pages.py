"""Every public page is the same for every anonymous visitor, so that any cache may keep it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Subject
from tests.factories import (
    make_contents,
    make_edition,
    make_offer,
    make_publisher,
    make_recommendation,
    make_review,
    make_series_part,
    make_staff,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses() -> list[str]:
    """Make a shop with one of everything; return the address of each kind of page."""
    subject = Subject.objects.create(scheme="10", code="FIC1", heading="FICTION", slug="fiction")
    work = make_work("Emma", author="Jane Austen", overview="A novel.", main_subject=subject)
    work.subjects.add(subject)
    edition = make_edition(work, sales_rank=1, publisher=make_publisher())
    make_series_part(edition, "1")
    make_contents(edition, "Chapter I")
    offer = make_offer(edition)
    review = make_review(work, edition=edition, headline="Read it")
    make_recommendation(review, make_edition(make_work("Persuasion")), reason="By her, too.")
    return [
        "/",
        edition.get_absolute_url(),
        f"/isbn/{edition.isbn13}/",
        f"/books/{edition.isbn13}/cite/",
        f"/books/{edition.isbn13}/cite.bib",
        f"/books/{edition.isbn13}/cite.ris",
        f"/books/{edition.isbn13}/cite.json",
        f"/offers/{edition.isbn13}/",
        f"/offers/{edition.isbn13}/?condition=new&sort=price",
        f"/offers/{edition.isbn13}/history/",
        f"/offers/{edition.isbn13}/?to=JP&grade=new&copy=signed&sort=luck",
        offer.seller.get_absolute_url(),
        "/authors/",
        "/authors/?letter=a",
        "/authors/feed.atom",
        "/authors/jane-austen/",
        "/publishers/",
        "/publishers/quiet-press/",
        "/series/",
        "/series/quiet-classics/",
        "/subjects/",
        "/subjects/fiction/?sort=newest",
        "/subjects/fiction/feed.atom",
        "/new/",
        "/forthcoming/",
        "/bestsellers/",
        "/search/?q=emma",
        "/search/?q=emma&format=paperback&sort=price&color=red",
        "/search/suggestions/?q=emma",
        f"/reviews/books/{edition.isbn13}/",
        f"/reviews/books/{edition.isbn13}/?stars=5&sort=helpful",
        review.get_absolute_url(),
        "/reviews/moderation/",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-books.xml",
        "/nowhere/",
    ]


def test_no_page_sets_a_cookie_or_varies_on_one(addresses):
    for address in addresses:
        response = Client().get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_no_page_holds_a_token_for_forms(addresses):
    for address in addresses:
        assert b"csrf" not in Client().get(address).content, address


def test_signed_in_staff_get_the_same_page_as_visitors(addresses):
    staff = Client()
    staff.force_login(make_staff())
    for address in addresses:
        assert staff.get(address).content == Client().get(address).content, address


def test_no_page_reads_the_session(addresses, django_assert_num_queries):
    """A visitor with an old session cookie causes no query for it."""
    visitor = Client()
    visitor.force_login(make_staff())
    for address in addresses:
        with django_assert_num_queries(query_count(address)):
            visitor.get(address)


def query_count(address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        Client().get(address)
    return len(queries)


def test_a_page_not_changed_is_not_sent_again(addresses):
    first = Client().get(addresses[1])
    again = Client().get(addresses[1], headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_pages_allow_nothing_from_other_hosts_and_no_inline_script(addresses):
    for address in addresses:
        policy = Client().get(address)["Content-Security-Policy"]
        assert set(policy.split("; ")) == {
            "default-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        }, address
