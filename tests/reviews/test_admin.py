from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from reviews.models import RatingSummary, ScreeningWord
from tests.admin_pages import rows_of, words_of
from tests.factories import make_review, make_user, make_work

pytestmark = pytest.mark.django_db

REVIEWS = "/admin/reviews/review/"
WORDS = "/admin/reviews/screeningword/"


def change(review):
    return f"{REVIEWS}{review.pk}/change/"


@pytest.fixture
def moderator(db):
    """Charlie, who is staff with the right to decide on reviews and no other."""
    charlie = make_user("charlie@example.org", is_staff=True)
    rights = Permission.objects.filter(codename__in=["view_review", "change_review"])
    charlie.user_permissions.set(rights)
    moderator = Client()
    moderator.force_login(charlie)
    return moderator


class TestEveryScreen:
    def test_opens(self, admin_client):
        review = make_review(make_work())
        for address in (REVIEWS, change(review), WORDS, f"{WORDS}add/"):
            assert admin_client.get(address).status_code == 200

    @pytest.mark.parametrize("address", [REVIEWS, WORDS])
    def test_sends_anonymous_visitors_to_the_sign_in(self, client, address):
        assert client.get(address)["Location"].startswith("/admin/login/")

    def test_nobody_edits_a_rating_summary(self, admin_client):
        assert admin_client.get("/admin/reviews/ratingsummary/").status_code == 404


class TestList:
    def test_is_filtered_by_state(self, admin_client):
        work = make_work("Emma")
        make_review(work, state="published")
        make_review(work, state="pending", headline="Wait")
        (row,) = rows_of(admin_client.get(REVIEWS, {"state__exact": "pending"}))
        assert "Wait" in row

    def test_shortens_long_titles(self, admin_client):
        make_review(make_work("W" * 9_000), headline="H" * 400)
        (row,) = rows_of(admin_client.get(REVIEWS))
        assert "W" * 61 not in row
        assert "H" * 61 not in row

    def test_takes_as_many_queries_for_30_reviews_as_for_one(
        self, admin_client, django_assert_max_num_queries
    ):
        make_review(make_work())
        with django_assert_max_num_queries(15) as one:
            admin_client.get(REVIEWS)
        for _ in range(29):
            make_review(make_work())
        with django_assert_max_num_queries(len(one)):
            assert len(rows_of(admin_client.get(REVIEWS))) == 30


class TestDeciding:
    def act(self, client, action, *reviews):
        chosen = [review.pk for review in reviews]
        data = {"action": action, "_selected_action": chosen}
        return client.post(REVIEWS, data, follow=True)

    def test_publishing_several_counts_them(self, moderator):
        work = make_work()
        reviews = [make_review(work, 5, state="pending"), make_review(work, 2, state="pending")]
        assert "Reviews decided on: 2." in words_of(self.act(moderator, "publish", *reviews))
        summary = RatingSummary.objects.get(work=work)
        assert (summary.stars_5, summary.stars_2, summary.average) == (1, 1, Decimal("3.5"))

    def test_refusing_keeps_a_review_from_the_public(self, moderator, client):
        review = make_review(make_work(), state="pending")
        self.act(moderator, "refuse", review)
        review.refresh_from_db()
        assert review.state == "refused"
        assert client.get(review.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize(
        ("state", "is_offered"), [("pending", True), ("published", False), ("refused", False)]
    )
    def test_is_offered_to_a_moderator_while_the_review_waits(self, moderator, state, is_offered):
        """Trap 8: a role is enough, nobody needs to be a superuser."""
        page = moderator.get(change(make_review(make_work(), state=state))).content.decode()
        assert ('name="decision"' in page) == is_offered

    def test_on_the_reviews_own_screen_records_who_and_when(self, moderator):
        review = make_review(make_work(), state="pending")
        moderator.post(change(review), {"decision": "publish"})
        review.refresh_from_db()
        assert review.is_published
        assert review.decided_by.email == "charlie@example.org"
        assert review.decided_at is not None

    def test_leaving_it_waiting_changes_nothing(self, moderator):
        review = make_review(make_work(), state="pending")
        moderator.post(change(review), {"decision": ""})
        review.refresh_from_db()
        assert review.is_pending

    def test_what_is_decided_already_is_told_and_left(self, moderator):
        review = make_review(make_work(), state="refused")
        answer = words_of(self.act(moderator, "publish", review))
        assert "had been decided on already: 1." in answer
        review.refresh_from_db()
        assert review.state == "refused"

    def test_needs_the_right_to_change_reviews(self, client):
        reader = make_user("bob@example.org", is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_review"))
        client.force_login(reader)
        review = make_review(make_work(), state="pending")
        self.act(client, "publish", review)
        assert client.post(change(review), {"decision": "publish"}).status_code == 403
        review.refresh_from_db()
        assert review.is_pending


class TestTheScreenOfAReview:
    def test_shows_what_the_screening_found(self, moderator):
        finding = {"rule": "RR-10", "words": "$5", "advice": "Leave prices out."}
        review = make_review(make_work(), state="pending", findings=[finding])
        assert "RR-10: $5 Leave prices out." in words_of(moderator.get(change(review)))

    def test_lets_nobody_rewrite_a_review(self, moderator):
        review = make_review(make_work(), text="As written.", state="pending")
        moderator.post(change(review), {"text": "As I like it.", "rating": "1", "decision": ""})
        review.refresh_from_db()
        assert (review.text, review.rating) == ("As written.", 5)

    def test_lets_nobody_add_or_delete_one(self, admin_client):
        review = make_review(make_work())
        assert admin_client.get(f"{REVIEWS}add/").status_code == 403
        assert admin_client.get(f"{REVIEWS}{review.pk}/delete/").status_code == 403


class TestScreeningWords:
    def test_staff_add_a_word(self, admin_client):
        admin_client.post(f"{WORDS}add/", {"word": "Róttér"})
        assert ScreeningWord.objects.filter(word_key="rotter").exists()

    def test_a_word_that_is_there_is_refused_with_the_reason(self, admin_client):
        admin_client.post(f"{WORDS}add/", {"word": "rotter"})
        response = admin_client.post(f"{WORDS}add/", {"word": "ROTTER"})
        assert "This word is in the list already." in words_of(response)

    def test_a_phrase_is_refused_with_the_reason(self, admin_client):
        response = admin_client.post(f"{WORDS}add/", {"word": "two words"})
        assert "Write one single word" in words_of(response)

    def test_a_fresh_shop_has_some(self, db):
        assert ScreeningWord.objects.count() > 20
        assert not ScreeningWord.objects.filter(word_key="").exists()
