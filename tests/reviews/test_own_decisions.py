"""What authors see of decisions on their own reviews, on the shop's pages and by mail (B2)."""

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from reviews.deciding import Verdict, answer_appeal, appeal, decide
from reviews.models import Brake, Review
from tests.accounts.readers import make_reader, signed_in
from tests.factories import (
    make_decision,
    make_edition,
    make_moderator,
    make_review,
    make_staff,
    make_work,
)
from tests.reviews.writers import words_of

pytestmark = pytest.mark.django_db

REFUSE = Verdict("refused", rule="RR-10", words="only $5", note="Leave the price out.")
MINE = "/reviews/mine/"


@pytest.fixture
def charlie():
    return make_moderator("charlie@example.org")


@pytest.fixture
def review(alice):
    edition = make_edition(make_work("Emma"))
    return make_review(edition.work, author=alice, edition=edition, state="pending")


@pytest.fixture(params=["its own page", "your reviews"])
def address(request, review):
    return review.get_absolute_url() if request.param == "its own page" else MINE


class TestADecisionAgainstTheReview:
    def test_is_told_with_rule_words_note_day_and_role(self, browser, review, charlie, address):
        decision = decide(review=review, verdict=REFUSE, moderator=charlie)
        words = words_of(browser.get(address))
        day = f"{decision.decided_at.month}/{decision.decided_at.day}/{decision.decided_at.year}"
        for told in (
            f"Not published, {day}, by a moderator (a person).",
            "RR-10: No prices",
            "only $5",
            "Leave the price out.",
            "You may appeal once",
            "Take it back",
        ):
            assert told in words
        assert "charlie" not in words

    def test_made_by_a_machine_says_so(self, browser, review, address):
        make_decision(review, "refused", is_automatic=True)
        words = words_of(browser.get(address))
        assert "automatically." in words
        assert "by a moderator (a person)" not in words

    def test_that_takes_a_review_down_says_so(self, browser, review, charlie, address):
        make_decision(review, "published")
        decide(review=review, verdict=REFUSE._replace(outcome="removed"), moderator=charlie)
        assert "Taken down after it was published" in words_of(browser.get(address))

    def test_leads_to_the_appeal_as_long_as_there_is_none(self, browser, review, address):
        make_decision(review, "refused")
        link = f'href="/reviews/{review.pk}/appeal/"'
        assert link in browser.get(address).text
        appeal(decision=review.decisions.get(), text="But why?")
        assert link not in browser.get(address).text

    def test_of_a_rule_no_longer_in_use_shows_its_number(self, browser, review, address):
        make_decision(review, "refused", rule="RR-99")
        assert "RR-99" in words_of(browser.get(address))

    def test_is_shown_to_nobody_else(self, review, charlie):
        decide(review=review, verdict=REFUSE, moderator=charlie)
        staff = Client()
        staff.force_login(make_staff())
        words = words_of(staff.get(review.get_absolute_url()))
        assert "You may appeal" not in words
        assert "only $5" not in words
        bob = signed_in(make_reader("bob@example.org"))
        assert bob.get(review.get_absolute_url()).status_code == 404
        assert "Emma" not in words_of(bob.get(MINE))


class TestTakingItBack:
    def test_works_with_the_form_on_the_page(self, alice, review, address):
        """The form holds a token, without which the shop refuses what is sent."""
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(alice)
        make_decision(review, "refused")
        page = html.fromstring(browser.get(address).content.decode())
        [form] = [form for form in page.forms if form.action.endswith("/withdraw/")]
        browser.post(form.action, dict(form.form_values()))
        assert not Review.objects.exists()


class TestEarlierDecisions:
    def test_are_shown_with_their_appeals(self, browser, review, address):
        make_decision(review, "refused", rule="RR-4", note="The first note.")
        entry = appeal(decision=review.decisions.get(), text="Read it again.")
        dora = make_moderator("dora@example.org")
        answer_appeal(appeal=entry, grant=True, note="", moderator=dora)
        make_decision(review, "removed", rule="RR-9")
        words = words_of(browser.get(address))
        before, after = words.split("Earlier decisions", 1)
        assert "RR-9" in before
        assert "RR-4" not in before
        for told in ("RR-4", "The first note.", "Read it again.", "granted by another moderator"):
            assert told in after


class TestYourReviews:
    def test_offers_to_take_a_published_review_back(self, browser, review):
        make_decision(review, "published")
        response = browser.get(MINE)
        assert "Published," in words_of(response)
        assert "Take it back …" in words_of(response)

    def test_are_where_whoever_wrote_one_already_is_led(self, browser, review):
        make_decision(review, "published")
        page = browser.get(f"/reviews/write/{review.edition.isbn13}/").text
        assert f'href="{MINE}"' in page

    def test_take_as_many_queries_for_ten_as_for_one(
        self, browser, alice, django_assert_max_num_queries
    ):
        def make_one():
            edition = make_edition(make_work())
            review = make_review(edition.work, author=alice, edition=edition, state="refused")
            appeal(decision=review.decisions.get(), text="Why?")

        make_one()
        with django_assert_max_num_queries(12) as one:
            browser.get(MINE)
        for _ in range(9):
            make_one()
        with django_assert_max_num_queries(len(one)):
            browser.get(MINE)


class TestABrake:
    def test_is_told_to_the_author_of_a_review_that_it_holds(self, browser, review):
        Brake.objects.create(
            work=review.work, begun_at=review.created_at, arrived=30, usual_per_day=1
        )
        assert "new ones wait" in words_of(browser.get(review.get_absolute_url()))
        Brake.objects.update(lifted_at=timezone.now())
        assert "new ones wait" not in words_of(browser.get(review.get_absolute_url()))


class TestMail:
    @pytest.fixture
    def mail_of(self, mailoutbox, django_capture_on_commit_callbacks):
        def mail_of(action):
            with django_capture_on_commit_callbacks(execute=True):
                action()
            [mail] = mailoutbox
            return mail

        return mail_of

    @pytest.mark.parametrize(
        ("state", "verdict", "subject"),
        [
            ("pending", Verdict("published"), "Your review of Emma is published"),
            ("pending", REFUSE, "Your review of Emma was not published"),
            ("published", REFUSE._replace(outcome="removed"), "Your review of Emma was taken down"),
            ("refused", Verdict("pending"), "Your review of Emma waits for a moderator again"),
        ],
    )
    def test_says_in_its_subject_what_was_decided(self, charlie, mail_of, state, verdict, subject):
        review = make_review(make_work("Emma"), state=state)
        mail = mail_of(lambda: decide(review=review, verdict=verdict, moderator=charlie))
        assert mail.subject == f"The Bookstore: {subject}"
        assert "by a moderator (a person)" in mail.body

    def test_leads_to_the_appeal_and_to_all_decisions(self, review, charlie, mail_of):
        mail = mail_of(lambda: decide(review=review, verdict=REFUSE, moderator=charlie))
        assert f"http://127.0.0.1:8000/reviews/{review.pk}/appeal/" in mail.body
        assert "http://127.0.0.1:8000/reviews/mine/" in mail.body

    def test_of_a_published_review_offers_no_appeal(self, review, charlie, mail_of):
        verdict = Verdict("published")
        mail = mail_of(lambda: decide(review=review, verdict=verdict, moderator=charlie))
        assert "appeal" not in mail.body
        assert f"http://127.0.0.1:8000/reviews/{review.pk}/" in mail.body

    def test_leaves_a_title_as_it_is_written(self, alice, charlie, mail_of):
        review = make_review(make_work("Crime & <Punishment>"), author=alice, state="pending")
        mail = mail_of(lambda: decide(review=review, verdict=REFUSE, moderator=charlie))
        assert "Crime & <Punishment>" in mail.subject
        assert "Crime & <Punishment>" in mail.body

    @pytest.mark.parametrize(("grant", "told"), [(True, "granted"), (False, "not granted")])
    def test_of_an_appeal_says_how_it_ended_and_that_it_is_final(
        self, review, mail_of, grant, told
    ):
        make_decision(review, "refused", rule="RR-4")
        entry = appeal(decision=review.decisions.get(), text="A secret text.")
        dora = make_moderator("dora@example.org")
        mail = mail_of(
            lambda: answer_appeal(appeal=entry, grant=grant, note="I read it.", moderator=dora)
        )
        assert mail.subject.endswith(f"Your appeal about your review of Emma: {told}")
        for words in ("another moderator (a person)", "This is final.", "RR-4", "I read it."):
            assert words in mail.body
        assert "dora" not in mail.body
        assert "A secret text" not in mail.body
