import pytest
from django.test import Client

from reviews.models import HelpfulVote
from tests.accounts.readers import make_reader, signed_in
from tests.factories import make_review, make_work
from tests.reviews.writers import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """Alice's published review."""
    return make_review(make_work("Emma"), author=make_reader("alice@example.org"))


@pytest.fixture
def bob():
    return signed_in(make_reader("bob@example.org"))


def vote(client, review, **fields):
    return client.post(f"/reviews/{review.pk}/helpful/", fields)


class TestVoting:
    def test_counts_and_is_shown(self, client, bob, review):
        assert "Thank you" in words_of(vote(bob, review))
        assert "1 reader found this helpful." in words_of(client.get(review.get_absolute_url()))

    def test_counts_once_for_each_account(self, bob, review):
        vote(bob, review)
        vote(bob, review)
        vote(signed_in(make_reader("charlie@example.org")), review)
        assert HelpfulVote.objects.count() == 2

    def test_can_be_taken_back(self, bob, review):
        vote(bob, review)
        assert "taken back" in words_of(vote(bob, review, action="take-back"))
        assert not HelpfulVote.objects.exists()

    def test_of_others_cannot_be_taken_back(self, bob, review):
        vote(bob, review)
        vote(signed_in(make_reader("charlie@example.org")), review, action="take-back")
        assert HelpfulVote.objects.count() == 1

    def test_on_ones_own_review_is_refused(self, review):
        response = vote(signed_in(review.author), review)
        assert response.status_code == 403
        assert "This is your own review" in words_of(response)
        assert not HelpfulVote.objects.exists()

    def test_asks_visitors_to_sign_in_and_leads_back_to_the_review(self, client, review):
        response = vote(client, review)
        assert response["Location"].startswith("/accounts/login/?next=%2Freviews%2F")
        assert not HelpfulVote.objects.exists()

    @pytest.mark.parametrize("state", ["pending", "refused"])
    def test_on_a_review_that_is_not_published_is_not_found(self, bob, state):
        review = make_review(make_work(), state=state)
        assert vote(bob, review).status_code == 404
        assert not HelpfulVote.objects.exists()

    def test_on_a_review_that_does_not_exist_is_not_found(self, bob):
        for number in ("0", "1", "9" * 30, "9" * 5_000):
            assert bob.post(f"/reviews/{number}/helpful/").status_code == 404

    def test_by_get_is_not_allowed(self, bob, review):
        assert bob.get(f"/reviews/{review.pk}/helpful/").status_code == 405
        assert not HelpfulVote.objects.exists()

    def test_too_fast_is_told_how_long_to_wait(self, bob, review):
        for _ in range(30):
            vote(bob, review)
        response = vote(bob, review)
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 600


class TestFromAnotherSite:
    """The button's page is the same for everybody, so the origin stands in for the token."""

    @pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://testserver.x"])
    def test_nothing_is_counted(self, bob, review, origin):
        response = bob.post(f"/reviews/{review.pk}/helpful/", headers={"Origin": origin})
        assert response.status_code == 403
        assert not HelpfulVote.objects.exists()

    def test_page_itself_may_send(self, review):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(make_reader("bob@example.org"))
        browser.post(f"/reviews/{review.pk}/helpful/", headers={"Origin": "http://testserver"})
        assert HelpfulVote.objects.count() == 1

    def test_session_cookie_stays_behind(self, settings):
        assert settings.SESSION_COOKIE_SAMESITE == "Lax"


class TestClosed:
    @pytest.fixture(autouse=True)
    def votes_are_closed(self, settings):
        settings.REVIEW_VOTES_OPEN = False

    def test_no_vote_is_taken(self, bob, review):
        assert vote(bob, review).status_code == 403
        assert not HelpfulVote.objects.exists()

    def test_none_is_taken_back(self, review):
        charlie = make_reader("charlie@example.org")
        HelpfulVote.objects.create(review=review, voter=charlie)
        assert vote(signed_in(charlie), review, action="take-back").status_code == 403
        assert HelpfulVote.objects.count() == 1

    def test_there_is_no_button(self, client, review):
        assert "/helpful/" not in client.get(review.get_absolute_url()).content.decode()

    def test_votes_given_before_are_still_shown(self, client, review):
        HelpfulVote.objects.create(review=review, voter=make_reader("bob@example.org"))
        assert "1 reader found this helpful." in words_of(client.get(review.get_absolute_url()))

    def test_reviews_have_a_switch_of_their_own(self, client, settings):
        settings.REVIEWS_OPEN = False
        settings.REVIEW_VOTES_OPEN = True
        review = make_review(make_work())
        assert "/helpful/" in client.get(review.get_absolute_url()).content.decode()
