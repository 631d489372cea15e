from urllib.parse import unquote

import pytest
from django.test import Client

from reviews.deciding import answer_appeal
from reviews.models import APPEAL_MAX, Appeal
from tests.accounts.races import at_the_same_moment
from tests.accounts.readers import PASSWORD, make_reader, signed_in
from tests.factories import make_decision, make_moderator, make_review, make_staff, make_work
from tests.reviews.writers import error_beside, typed_on, words_of

pytestmark = pytest.mark.django_db

WHY = "The price is part of the plot."


@pytest.fixture
def review(alice):
    """A review of Alice's that Charlie refused."""
    review = make_review(make_work("Emma"), author=alice, state="pending")
    facts = {"rule": "RR-10", "words": "only $5", "note": "Leave the price out."}
    make_decision(review, "refused", decided_by=make_moderator(), **facts)
    return review


def page_for(review):
    return f"/reviews/{review.pk}/appeal/"


def send(client, review, text=WHY, **fields):
    typed = {"text": text, "decision": review.decisions.last().pk}
    return client.post(page_for(review), typed | fields)


class TestThePage:
    def test_shows_what_was_decided_and_a_form(self, browser, review):
        response = browser.get(page_for(review))
        words = words_of(response)
        for told in ("Not published", "RR-10", "only $5", "Leave the price out.", "appeal once"):
            assert told in words
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.parametrize("state", ["pending", "published"])
    def test_has_no_form_where_nothing_was_decided_against_the_review(self, browser, alice, state):
        review = make_review(make_work("Persuasion"), author=alice, state=state)
        response = browser.get(page_for(review))
        assert "There is nothing to appeal against" in words_of(response)
        assert "Send my appeal" not in words_of(response)

    def test_asks_visitors_to_sign_in_and_leads_back(self, client, review):
        there = client.get(page_for(review))["Location"]
        assert unquote(there) == f"/accounts/login/?next={page_for(review)}"

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_is_not_found_for_anybody_else(self, review, method):
        staff = Client()
        staff.force_login(make_staff())
        for other in (signed_in(make_reader("bob@example.org")), staff):
            assert getattr(other, method)(page_for(review)).status_code == 404
        assert not Appeal.objects.exists()

    def test_of_a_review_that_does_not_exist_is_not_found(self, browser):
        for number in ("0", "9" * 30, "9" * 5_000):
            assert browser.get(f"/reviews/{number}/appeal/").status_code == 404

    def test_knows_no_other_methods(self, browser, review):
        assert browser.delete(page_for(review)).status_code == 405


class TestSending:
    def test_makes_an_appeal_and_shows_that_it_waits(self, browser, review):
        response = send(browser, review)
        assert response["Location"] == review.get_absolute_url()
        assert Appeal.objects.get().text == WHY
        words = words_of(browser.get(response["Location"]))
        assert "another moderator than the first reads it" in words
        assert WHY in words

    def test_twice_makes_one_appeal_and_leads_to_it(self, browser, review):
        send(browser, review)
        assert send(browser, review)["Location"] == review.get_absolute_url()
        assert Appeal.objects.count() == 1

    def test_other_words_later_is_refused_and_they_are_given_back(self, browser, review):
        send(browser, review)
        response = send(browser, review, "And another thing.")
        assert "There is one appeal on a decision" in words_of(response)
        assert "And another thing." in words_of(response)
        assert Appeal.objects.get().text == WHY

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "Write why the decision is wrong."),
            (" \r\n ", "Write why the decision is wrong."),
            ("w" * (APPEAL_MAX + 1), "5000 is the most"),
            ("One \0 character", "could not be read"),
        ],
        ids=["nothing", "blank", "long", "broken"],
    )
    def test_what_cannot_be_sent_is_said_at_the_field_and_nothing_is_lost(
        self, browser, review, text, told
    ):
        response = send(browser, review, text)
        assert told in error_beside(response, "text").replace(",", "")
        assert typed_on(response).get("text", [""])[0] == text.strip().replace("\0", "\ufffd")
        assert not Appeal.objects.exists()

    def test_as_long_as_can_be_is_taken(self, browser, review):
        line = "w" * 99
        text = "\r\n".join([line] * (APPEAL_MAX // 100))
        send(browser, review, text)
        assert len(Appeal.objects.get().text) == APPEAL_MAX - 1

    def test_about_a_decision_that_no_longer_holds_is_refused_with_the_new_one(
        self, browser, review
    ):
        seen = review.decisions.last().pk
        make_decision(review, "pending")
        make_decision(review, "refused", rule="RR-4")
        response = send(browser, review, decision=seen)
        assert "Another decision was made" in words_of(response)
        assert "RR-4" in words_of(response)
        assert typed_on(response)["text"] == [WHY]
        assert not Appeal.objects.exists()

    @pytest.mark.parametrize("forged", ["", "x", "9" * 5_000])
    def test_with_a_forged_decision_sends_nothing(self, browser, review, forged):
        assert send(browser, review, decision=forged).status_code == 200
        assert not Appeal.objects.exists()

    def test_too_often_says_how_long_to_wait_and_keeps_the_words(self, browser, review):
        for _ in range(20):
            send(browser, review, "")
        response = send(browser, review)
        assert response.status_code == 429
        assert int(response["Retry-After"]) > 0
        assert typed_on(response)["text"] == [WHY]
        assert not Appeal.objects.exists()

    def test_after_the_session_ended_loses_nothing_on_the_way_through_signing_in(
        self, client, alice, review
    ):
        there = send(client, review)["Location"]
        assert not Appeal.objects.exists()
        client.post(there, {"login": alice.email, "password": PASSWORD})
        assert typed_on(client.get(page_for(review)))["text"] == [WHY]

    def test_markup_stays_text(self, browser, review):
        send(browser, review, "<script>alert(1)</script>")
        assert b"<script>alert" not in browser.get(review.get_absolute_url()).content


class TestTheAnswer:
    @pytest.mark.parametrize(
        ("grant", "told"), [(True, "granted by another moderator"), (False, "the decision stands")]
    )
    def test_is_shown_with_its_note_and_is_final(self, browser, review, grant, told):
        send(browser, review)
        dora = make_moderator("dora@example.org")
        answer_appeal(
            appeal=Appeal.objects.get(), grant=grant, note="So I read it.", moderator=dora
        )
        words = words_of(browser.get("/reviews/mine/"))
        assert told in words
        assert "So I read it." in words
        assert "This is final." in words
        assert "dora" not in words
        assert "Send my appeal" not in words_of(browser.get(page_for(review)))


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_two_clicks_make_one_appeal(self, alice, review):
        browsers = [signed_in(alice) for _ in range(2)]
        answers = at_the_same_moment(browsers, lambda browser: send(browser, review))
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Appeal.objects.count() == 1
