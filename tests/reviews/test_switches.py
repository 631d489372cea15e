"""The switches of reviews and of votes, each kept on the server (traps 3 and 4)."""

import pytest
from django.contrib.sessions.models import Session

from reviews.models import HelpfulVote, Review
from tests.accounts.readers import make_reader, signed_in
from tests.factories import make_edition, make_review, make_work
from tests.reviews.writers import send

pytestmark = pytest.mark.django_db

YES_OR_NO = pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
WHATEVER_THE_OTHER_SAYS = pytest.mark.parametrize(
    "other_is_open", [True, False], ids=["other-open", "other-closed"]
)


@pytest.fixture
def edition():
    return make_edition(make_work("Emma"))


@YES_OR_NO
@WHATEVER_THE_OTHER_SAYS
def test_reviews_are_taken_while_reviews_are_open(settings, edition, is_open, other_is_open):
    settings.REVIEWS_OPEN, settings.REVIEW_VOTES_OPEN = is_open, other_is_open
    response = send(signed_in(make_reader()), edition)
    assert response.status_code == (302 if is_open else 403)
    assert Review.objects.exists() == is_open


@YES_OR_NO
@WHATEVER_THE_OTHER_SAYS
def test_votes_are_taken_while_votes_are_open(settings, edition, is_open, other_is_open):
    settings.REVIEW_VOTES_OPEN, settings.REVIEWS_OPEN = is_open, other_is_open
    review = make_review(edition.work)
    response = signed_in(make_reader()).post(f"/reviews/{review.pk}/helpful/")
    assert response.status_code == (200 if is_open else 403)
    assert HelpfulVote.objects.exists() == is_open


@YES_OR_NO
@WHATEVER_THE_OTHER_SAYS
def test_visitors_words_are_kept_for_the_sign_in_while_reviews_are_open(
    client, settings, edition, is_open, other_is_open
):
    settings.REVIEWS_OPEN, settings.REVIEW_VOTES_OPEN = is_open, other_is_open
    response = send(client, edition)
    assert response.headers.get("Location", "").startswith("/accounts/login/") == is_open
    assert Session.objects.exists() == is_open
