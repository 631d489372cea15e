import pytest
from django.contrib.auth.models import Permission

from reviews.models import Decision, Review, ScreeningWord
from tests.admin_pages import form_on, rows_of, words_of
from tests.factories import make_moderator, make_review, make_user, make_work

pytestmark = pytest.mark.django_db

REVIEWS = "/admin/reviews/review/"
DESK = "/admin/moderation/case/"
WORDS = "/admin/reviews/screeningword/"


def change(review):
    return f"{REVIEWS}{review.pk}/change/"


@pytest.fixture
def moderator(client):
    """Charlie, who has the role of a moderator."""
    client.force_login(make_moderator("charlie@example.org"))
    return client


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

    def test_is_filtered_by_the_rules_found(self, admin_client):
        make_review(make_work(), rules_hit=" RR-1 ", headline="This")
        make_review(make_work(), rules_hit=" RR-10 ", headline="That")
        (row,) = rows_of(admin_client.get(REVIEWS, {"rule": "RR-1"}))
        assert "This" in row

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
    """What can be done with a review is done at the desk, with its rule and its reason."""

    def act(self, client, action, *reviews):
        chosen = [review.pk for review in reviews]
        return client.post(REVIEWS, {"action": action, "_selected_action": chosen})

    @pytest.mark.parametrize(
        ("action", "outcome"),
        [("publish", "published"), ("refuse", "refused"), ("delete_selected", "removed")],
    )
    def test_actions_lead_to_the_form_for_those_chosen(self, moderator, action, outcome):
        reviews = [make_review(make_work("Emma"), state="pending") for _ in range(2)]
        make_review(make_work("Persuasion"), state="pending")
        response = self.act(moderator, action, *reviews)
        form = moderator.get(response["Location"])
        assert form.context["form"]["outcome"].value() == outcome
        assert form.text.count('name="chosen"') == 2
        assert "Persuasion" not in form.text
        assert set(Review.objects.values_list("state", flat=True)) == {"pending"}

    def test_the_form_leaves_a_decision_on_each(self, moderator):
        reviews = [make_review(make_work()) for _ in range(2)]
        address = self.act(moderator, "delete_selected", *reviews)["Location"]
        form = form_on(moderator, address)
        moderator.post(address, form | {"rule": "RR-4", "note": "No."})
        rows = Decision.objects.filter(outcome="removed").values_list("rule", "note")
        assert list(rows) == [("RR-4", "No.")] * 2
        assert Review.objects.count() == 2

    def test_more_than_the_form_takes_are_cut_and_told(self, moderator):
        work = make_work()
        reviews = [make_review(work, state="pending") for _ in range(101)]
        address = self.act(moderator, "refuse", *reviews)["Location"]
        response = moderator.get(address)
        assert "Here are the 100 oldest" in words_of(response)
        assert response.text.count('name="chosen"') == 100

    def test_delete_is_the_decision_form(self, moderator):
        review = make_review(make_work())
        assert f"{REVIEWS}{review.pk}/delete/" in moderator.get(change(review)).text
        for ask in (moderator.get, moderator.post):
            response = ask(f"{REVIEWS}{review.pk}/delete/", {"post": "yes"})
            assert response["Location"] == f"{DESK}review/{review.pk}/"
        assert Review.objects.filter(pk=review.pk).exists()

    def test_deleting_what_is_not_there_is_not_found(self, moderator):
        assert moderator.get(f"{REVIEWS}99/delete/").status_code == 404

    def test_others_are_offered_nothing_and_refused(self, client, caplog):
        reader = make_user("bob@example.org", is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_review"))
        client.force_login(reader)
        review = make_review(make_work(), state="pending")
        assert 'name="action"' not in client.get(REVIEWS).text
        assert "Location" not in self.act(client, "delete_selected", review)
        answer = client.post(f"{REVIEWS}{review.pk}/delete/", {"post": "yes"}, follow=True)
        assert answer.status_code == 403
        assert f"User {reader.pk} tried to decide" in caplog.text

    def test_the_list_and_each_review_lead_to_the_desk(self, moderator):
        review = make_review(make_work())
        assert f'href="{DESK}"' in moderator.get(REVIEWS).text
        assert f'href="{DESK}review/{review.pk}/"' in moderator.get(change(review)).text


class TestTheScreenOfAReview:
    def test_shows_what_the_screening_found(self, moderator):
        finding = {"rule": "RR-10", "words": "$5", "advice": "Leave prices out."}
        review = make_review(make_work(), state="pending", findings=[finding])
        assert "RR-10: $5 Leave prices out." in words_of(moderator.get(change(review)))

    def test_lets_nobody_rewrite_a_review(self, admin_client):
        review = make_review(make_work(), text="As written.", state="pending")
        typed = {"text": "As I like it.", "rating": "1", "state": "published"}
        assert admin_client.post(change(review), typed).status_code == 403
        review.refresh_from_db()
        assert (review.text, review.rating, review.state) == ("As written.", 5, "pending")

    def test_lets_nobody_add_one(self, admin_client):
        assert admin_client.get(f"{REVIEWS}add/").status_code == 403


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
