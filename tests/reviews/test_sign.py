"""Signing a review anew after it was sent: each change is noted for staff (B10)."""

import pytest
from django.test import Client

from accounts.services import claim_pen_name
from reviews.models import Review, SignatureChange
from reviews.personal_data import source
from tests.accounts.readers import make_reader, signed_in
from tests.factories import make_edition, make_review, make_staff, make_work
from tests.reviews.writers import filled, page_for, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    alice = make_reader("alice@example.org")
    claim_pen_name(user=alice, name="SeaReader")
    return alice


@pytest.fixture
def review(alice):
    return make_review(make_work("Emma"), author=alice, pen_name=alice.pen_name)


def sign(user, review, signature):
    address = f"/reviews/{review.pk}/signature/"
    return signed_in(user).post(address, {"signature": signature}, follow=True)


def changes():
    return [str(each) for each in SignatureChange.objects.all()]


def test_author_becomes_anonymous_and_takes_the_name_again(alice, review):
    assert "signed Anonymous" in words_of(sign(alice, review, "anonymous"))
    assert "SeaReader" not in Client().get(review.get_absolute_url()).text
    assert "signed SeaReader" in words_of(sign(alice, review, "pen-name"))
    assert changes() == ["SeaReader to Anonymous", "Anonymous to SeaReader"]


def test_signing_as_it_is_signed_is_no_change(alice, review):
    sign(alice, review, "pen-name")
    assert changes() == []


def test_changing_it_while_the_review_waits_is_noted_too(alice):
    edition = make_edition()
    make_review(edition.work, author=alice, pen_name=alice.pen_name, state="pending")
    signed_in(alice).post(page_for(edition), filled(signature="anonymous"))
    assert Review.objects.get().signature == "Anonymous"
    assert changes() == ["SeaReader to Anonymous"]


def test_staff_see_how_it_was_signed_before(alice, review):
    sign(alice, review, "anonymous")
    page = signed_in(make_staff()).get(f"/admin/reviews/review/{review.pk}/change/")
    assert "SeaReader to Anonymous" in page.text


def test_others_and_visitors_cannot(review):
    bob = make_reader("bob@example.org")
    assert sign(bob, review, "anonymous").status_code == 404
    assert Client().post(f"/reviews/{review.pk}/signature/").status_code == 302
    assert Review.objects.get().signature == "SeaReader"


def test_reader_without_a_pen_name_is_led_to_one(client):
    bob = make_reader("bob@example.org")
    review = make_review(make_work(), author=bob)
    response = sign(bob, review, "pen-name")
    assert response.redirect_chain[-1][0].startswith("/accounts/pen-name/")


def test_is_never_done_by_a_link(alice, review):
    assert signed_in(alice).get(f"/reviews/{review.pk}/signature/").status_code == 405


def test_own_data_tells_of_it_and_closing_the_account_forgets_it(alice, review):
    sign(alice, review, "anonymous")
    [exported] = source.export(alice)["reviews"]
    assert exported["signatures_before"][0]["before"] == "SeaReader"
    source.erase(alice, keep_anonymous=True)
    assert changes() == []
