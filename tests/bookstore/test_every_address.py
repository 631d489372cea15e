"""Every address of the shop, for reviews that the public may not see (B4)."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from reviews.services import rebuild_rating_summary
from tests.accounts.readers import make_reader, signed_in
from tests.factories import (
    make_edition,
    make_in_role,
    make_moderator,
    make_offer,
    make_recommendation,
    make_review,
    make_work,
)

pytestmark = pytest.mark.django_db

SECRET = "kept from the public"


def routes(patterns=None, before: str = "") -> Iterator[str]:
    """Yield each route of the shop, as it stands in the urls modules."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern).lstrip("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            assert isinstance(pattern, URLPattern)
            yield route


def addresses(review) -> list[str]:
    """Return every address, filled with the numbers and names of these rows."""
    values = {
        "<int:pk>": str(review.pk),
        "<path:object_id>": str(review.pk),
        "<id>": str(review.pk),
        "<isbn13:isbn13>": review.edition.isbn13,
        "<name:slug>": review.work.slug,
        "<path:typed>": review.edition.isbn13,
    }
    found = []
    for route in routes():
        for name, value in values.items():
            route = route.replace(name, value)
        found.append(f"/{route}")
    return found


@pytest.fixture(params=["pending", "refused", "removed"])
def review(request):
    work = make_work("Emma")
    review = make_review(
        work,
        1,
        edition=make_edition(work),
        author=make_reader("alice@example.org"),
        state=request.param,
        headline=f"A headline {SECRET}",
        text=f"A text {SECRET}",
    )
    make_recommendation(review, make_edition(make_work("Persuasion")), reason=f"A line {SECRET}")
    rebuild_rating_summary(work.pk)
    return review


@pytest.fixture
def everywhere(review):
    make_offer(review.edition)
    recommended = review.recommendations.get().edition
    return [*addresses(review), recommended.get_absolute_url()]


def test_addresses_are_all_there_are(everywhere, review):
    for address in (
        "/",
        review.get_absolute_url(),
        f"/books/{review.edition.isbn13}/emma/",
        f"/reviews/write/{review.edition.isbn13}/",
        f"/admin/reviews/review/{review.pk}/change/",
    ):
        assert address in everywhere


@pytest.mark.parametrize("who", ["visitor", "bob", "catalogue editor", "marketplace manager"])
def test_nobody_else_gets_a_word_of_it(everywhere, review, who):
    client = {
        "visitor": Client,
        "bob": lambda: signed_in(make_reader("bob@example.org")),
        "catalogue editor": lambda: signed_in(make_in_role("Catalogue editor")),
        "marketplace manager": lambda: signed_in(make_in_role("Marketplace manager")),
    }[who]()
    for address in everywhere:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code < 500, address
            content = b"".join(answer) if answer.streaming else answer.content
            assert SECRET.encode() not in content, address


@pytest.mark.parametrize("who", ["author", "moderator"])
def test_author_and_moderator_do(review, who):
    reader = review.author if who == "author" else make_moderator()
    assert SECRET in signed_in(reader).get(review.get_absolute_url()).text


def test_the_author_has_it_among_their_own_and_the_moderator_on_the_desk(review):
    assert review.get_absolute_url() in signed_in(review.author).get("/reviews/mine/").text
    moderator = signed_in(make_moderator())
    assert SECRET in moderator.get(f"/admin/moderation/case/review/{review.pk}/").text
    assert SECRET in moderator.get(f"/admin/reviews/review/{review.pk}/change/").text


@pytest.mark.parametrize("who", ["author", "moderator"])
def test_no_address_breaks_for_those_who_may_see_it(everywhere, review, who):
    reader = review.author if who == "author" else make_moderator()
    for address in everywhere:
        # Closing the account and signing out end the crawl early; they are posts.
        assert signed_in(reader).get(address).status_code < 500, address
