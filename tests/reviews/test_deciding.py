from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from reviews.deciding import (
    CannotAppeal,
    CannotDecide,
    ReviewChanged,
    ReviewGone,
    Verdict,
    answer_appeal,
    appeal,
    decide,
    erase_review,
    withdraw_review,
)
from reviews.models import Appeal, Brake, Decision, RatingSummary, Review
from reviews.personal_data import source
from tests.accounts.races import at_the_same_moment
from tests.factories import (
    make_in_role,
    make_moderator,
    make_review,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db

PUBLISH = Verdict("published")
REFUSE = Verdict("refused", rule="RR-10", words="only $5", note="Leave the price out.")
REMOVE = Verdict("removed", rule="RR-4", words="a thief")


@pytest.fixture
def charlie():
    return make_moderator("charlie@example.org")


@pytest.fixture
def dora():
    return make_moderator("dora@example.org")


@pytest.fixture
def waiting():
    return make_review(make_work("Emma"), 3, state="pending")


def state_of(review):
    return Review.objects.get(pk=review.pk).state


class TestDeciding:
    def test_publishing_counts_the_review(self, waiting, charlie):
        decide(review=waiting, verdict=PUBLISH, moderator=charlie)
        assert state_of(waiting) == "published"
        assert RatingSummary.objects.get(work=waiting.work).stars_3 == 1

    def test_taking_down_counts_it_no_longer(self, charlie):
        review = make_review(make_work())
        decide(review=review, verdict=REMOVE, moderator=charlie)
        assert state_of(review) == "removed"
        assert RatingSummary.objects.get(work=review.work).count == 0

    def test_leaves_a_row_that_tells_who_when_and_why(self, waiting, charlie):
        decide(review=waiting, verdict=REFUSE, moderator=charlie)
        row = Decision.objects.get()
        assert (row.review, row.work, row.author) == (waiting, waiting.work, waiting.author)
        assert (row.outcome, row.rule, row.words, row.note) == REFUSE
        assert (row.decided_by, row.is_automatic) == (charlie, False)
        assert row.received_at == waiting.created_at

    @pytest.mark.parametrize(
        ("state", "outcome"),
        [
            ("pending", "removed"),
            ("published", "published"),
            ("published", "refused"),
            ("refused", "refused"),
            ("refused", "published"),
            ("removed", "published"),
            ("pending", "withdrawn"),
        ],
    )
    def test_knows_no_other_ways(self, charlie, state, outcome):
        review = make_review(make_work(), state=state)
        with pytest.raises(CannotDecide):
            decide(review=review, verdict=REFUSE._replace(outcome=outcome), moderator=charlie)
        assert state_of(review) == state

    @pytest.mark.parametrize("state", ["published", "refused", "removed"])
    def test_can_be_undone_by_putting_the_review_back(self, charlie, state):
        review = make_review(make_work(), state=state)
        decide(review=review, verdict=Verdict("pending"), moderator=charlie)
        assert state_of(review) == "pending"

    def test_counts_all_reviews_of_the_work_anew(self, waiting, charlie):
        """Whatever the summary said before, it agrees with the rows afterwards."""
        make_review(waiting.work, 5)
        RatingSummary.objects.create(work=waiting.work, stars_1=7)
        decide(review=waiting, verdict=PUBLISH, moderator=charlie)
        summary = RatingSummary.objects.get(work=waiting.work)
        assert (summary.stars_5, summary.stars_3, summary.stars_1) == (1, 1, 0)

    def test_that_cannot_be_counted_leaves_the_review_waiting(self, waiting, charlie, monkeypatch):
        def fail(work_id):
            raise OSError("The disk is full.")

        monkeypatch.setattr("reviews.deciding.rebuild_rating_summary", fail)
        with pytest.raises(OSError, match="full"):
            decide(review=waiting, verdict=PUBLISH, moderator=charlie)
        assert state_of(waiting) == "pending"
        assert not Decision.objects.exists()

    def test_on_a_review_that_is_gone_is_told(self, waiting, charlie):
        withdraw_review(review=Review.objects.get())
        with pytest.raises(CannotDecide, match="gone"):
            decide(review=waiting, verdict=PUBLISH, moderator=charlie)

    @pytest.mark.parametrize(
        "verdict", [Verdict("refused"), Verdict("refused", rule="RR-12")], ids=["rule", "note"]
    )
    def test_against_a_review_needs_rule_and_where_it_says_little_a_note(
        self, waiting, charlie, verdict
    ):
        with pytest.raises(CannotDecide):
            decide(review=waiting, verdict=verdict, moderator=charlie)
        assert not Decision.objects.exists()


class TestWhoMayDecide:
    @pytest.mark.parametrize("role", ["Catalogue editor", "Marketplace manager"])
    def test_not_other_roles_and_the_attempt_is_logged(self, waiting, role, caplog):
        with pytest.raises(PermissionDenied):
            decide(review=waiting, verdict=PUBLISH, moderator=make_in_role(role))
        assert f"tried to decide on review {waiting.pk}" in caplog.text
        assert state_of(waiting) == "pending"

    def test_not_the_author(self, charlie):
        own = make_review(make_work(), author=charlie, state="pending")
        with pytest.raises(PermissionDenied):
            decide(review=own, verdict=PUBLISH, moderator=charlie)


class TestWhatWasSeen:
    def test_of_an_edited_review_is_refused_with_the_review_as_it_is(self, waiting, charlie):
        seen = waiting.as_seen
        Review.objects.filter(pk=waiting.pk).update(text="Other words.", edited_at=timezone.now())
        with pytest.raises(ReviewChanged) as refusal:
            decide(review=waiting, verdict=PUBLISH, moderator=charlie, seen=seen)
        assert refusal.value.review.text == "Other words."

    def test_of_a_review_that_another_decided_on_is_refused(self, waiting, charlie, dora):
        seen = waiting.as_seen
        decide(review=waiting, verdict=REFUSE, moderator=dora, seen=seen)
        with pytest.raises(ReviewChanged):
            decide(review=waiting, verdict=PUBLISH, moderator=charlie, seen=seen)
        assert state_of(waiting) == "refused"


class TestTheAuthorIsTold:
    @pytest.fixture
    def mails(self, mailoutbox, django_capture_on_commit_callbacks):
        def mails_after(action):
            with django_capture_on_commit_callbacks(execute=True):
                action()
            return mailoutbox

        return mails_after

    def test_which_rule_which_words_and_what_may_be_done(self, waiting, charlie, mails):
        [mail] = mails(lambda: decide(review=waiting, verdict=REFUSE, moderator=charlie))
        assert mail.to == [waiting.author.email]
        for told in ("RR-10", "only $5", "Leave the price out.", "appeal once", "Emma"):
            assert told in mail.body
        assert f"http://127.0.0.1:8000/reviews/{waiting.pk}/" in mail.body
        assert "charlie" not in mail.body

    def test_without_the_words_of_a_spoiler(self, waiting, charlie, mails):
        """Trap 17: a mail cannot be kept closed."""
        verdict = REFUSE._replace(words="||The butler did it||")
        [mail] = mails(lambda: decide(review=waiting, verdict=verdict, moderator=charlie))
        assert "butler" not in mail.body

    def test_nothing_when_the_decision_is_taken_back(self, waiting, charlie, mails):
        def fail():
            with transaction.atomic():
                decide(review=waiting, verdict=PUBLISH, moderator=charlie)
                transaction.set_rollback(True)

        assert mails(fail) == []

    def test_and_a_mail_that_fails_undoes_nothing(self, waiting, charlie, mails, settings, caplog):
        settings.EMAIL_BACKEND = "tests.accounts.mail.FailingBackend"
        mails(lambda: decide(review=waiting, verdict=PUBLISH, moderator=charlie))
        assert state_of(waiting) == "published"
        assert "A mail was not sent" in caplog.text

    def test_once_when_an_appeal_is_granted(self, charlie, dora, mails):
        review = make_review(make_work(), state="removed")
        entry = appeal(decision=review.decisions.get(), text="Why?")
        [mail] = mails(lambda: answer_appeal(appeal=entry, grant=True, note="", moderator=dora))
        assert "is published" in mail.body


class TestAppeals:
    @pytest.fixture
    def refused(self, waiting, charlie):
        return decide(review=waiting, verdict=REFUSE, moderator=charlie)

    @pytest.fixture
    def entry(self, refused):
        return appeal(decision=refused, text="The price is part of the plot.")

    def test_when_granted_publishes_the_review(self, entry, waiting, dora):
        answer_appeal(appeal=entry, grant=True, note="So it is.", moderator=dora)
        assert state_of(waiting) == "published"
        assert RatingSummary.objects.get(work=waiting.work).count == 1
        assert Decision.objects.last().decided_by == dora

    def test_when_denied_leave_it_as_it_was(self, entry, waiting, dora):
        answered = answer_appeal(appeal=entry, grant=False, note="", moderator=dora)
        assert (answered.state, answered.decided_by) == ("denied", dora)
        assert state_of(waiting) == "refused"

    def test_are_decided_by_another_moderator(self, entry, charlie):
        with pytest.raises(CannotDecide, match="Another moderator"):
            answer_appeal(appeal=entry, grant=True, note="", moderator=charlie)
        assert Appeal.objects.get().is_open

    def test_are_decided_once(self, entry, dora):
        answer_appeal(appeal=entry, grant=False, note="", moderator=dora)
        with pytest.raises(CannotDecide, match="already"):
            answer_appeal(appeal=entry, grant=True, note="", moderator=dora)

    def test_can_be_made_once(self, entry, refused):
        with pytest.raises(CannotAppeal):
            appeal(decision=refused, text="Again.")

    def test_are_not_for_decisions_that_are_not_against_the_review(self):
        review = make_review(make_work())
        with pytest.raises(CannotAppeal):
            appeal(decision=review.decisions.get(), text="But why?")

    def test_are_not_for_decisions_that_no_longer_hold(self, refused, waiting, charlie):
        decide(review=waiting, verdict=Verdict("pending"), moderator=charlie)
        with pytest.raises(CannotAppeal):
            appeal(decision=refused, text="Why?")

    def test_keep_others_from_deciding_while_open(self, entry, waiting, charlie):
        with pytest.raises(CannotDecide, match="appeal"):
            decide(review=waiting, verdict=Verdict("pending"), moderator=charlie)

    def test_are_final_when_denied(self, entry, waiting, charlie, dora):
        answer_appeal(appeal=entry, grant=False, note="", moderator=dora)
        with pytest.raises(CannotDecide, match="final"):
            decide(review=waiting, verdict=Verdict("pending"), moderator=charlie)

    def test_are_final_about_the_rule_when_granted(self, entry, waiting, charlie, dora):
        answer_appeal(appeal=entry, grant=True, note="", moderator=dora)
        with pytest.raises(CannotDecide, match="final"):
            decide(review=waiting, verdict=REMOVE._replace(rule="RR-10"), moderator=charlie)
        decide(review=waiting, verdict=REMOVE, moderator=charlie)
        assert state_of(waiting) == "removed"

    def test_when_granted_keep_the_review_from_being_put_back(self, entry, waiting, charlie, dora):
        """It would be off the page without a rule, and with nothing to appeal."""
        answer_appeal(appeal=entry, grant=True, note="", moderator=dora)
        with pytest.raises(CannotDecide, match="final"):
            decide(review=waiting, verdict=Verdict("pending"), moderator=charlie)
        assert state_of(waiting) == "published"

    def test_when_granted_are_final_also_after_a_decision_by_another_rule(
        self, entry, waiting, charlie, dora
    ):
        answer_appeal(appeal=entry, grant=True, note="", moderator=dora)
        second = decide(review=waiting, verdict=REMOVE, moderator=charlie)
        again = appeal(decision=second, text="Nor that.")
        answer_appeal(appeal=again, grant=True, note="", moderator=dora)
        with pytest.raises(CannotDecide, match="final"):
            decide(review=waiting, verdict=REMOVE._replace(rule="RR-10"), moderator=charlie)

    def test_when_granted_are_final_also_for_a_review_that_waits_anew(
        self, entry, waiting, charlie, dora
    ):
        answer_appeal(appeal=entry, grant=True, note="", moderator=dora)
        decide(review=waiting, verdict=REMOVE, moderator=charlie)
        decide(review=waiting, verdict=Verdict("pending"), moderator=charlie)
        with pytest.raises(CannotDecide, match="final"):
            decide(review=waiting, verdict=REFUSE, moderator=charlie)

    def test_when_granted_say_nothing_of_words_written_later(self, entry, waiting, charlie, dora):
        answer_appeal(appeal=entry, grant=True, note="", moderator=dora)
        decide(review=waiting, verdict=REMOVE, moderator=charlie)
        decide(review=waiting, verdict=Verdict("pending"), moderator=charlie)
        Review.objects.update(edited_at=timezone.now())
        decide(review=waiting, verdict=REFUSE, moderator=charlie)
        assert state_of(waiting) == "refused"


class TestGoing:
    def test_leaves_a_row_without_the_review(self, waiting):
        withdraw_review(review=waiting)
        assert not Review.objects.exists()
        row = Decision.objects.get()
        assert (row.review, row.outcome, row.author) == (None, "withdrawn", row.decided_by)

    def test_of_a_published_review_takes_it_out_of_the_average(self):
        review = make_review(make_work())
        withdraw_review(review=review)
        assert RatingSummary.objects.get(work=review.work).count == 0

    def test_ends_an_open_appeal(self):
        review = make_review(make_work(), state="refused")
        appeal(decision=review.decisions.get(), text="Why?")
        withdraw_review(review=review)
        assert Appeal.objects.get().state == "withdrawn"

    def test_with_the_account_leaves_no_words_behind(self, charlie):
        review = make_review(make_work(), state="pending")
        decision = decide(review=review, verdict=REFUSE, moderator=charlie)
        appeal(decision=decision, text="I am Alice.")
        erase_review(review=review)
        assert list(Decision.objects.values_list("words", "note", "outcome")) == [
            ("", "", "refused"),
            ("", "", "erased"),
        ]
        assert Appeal.objects.get().text == ""

    def test_leaves_nothing_to_decide_for_whoever_saw_it_before(self, waiting, charlie):
        seen = Review.objects.get(pk=waiting.pk)
        withdraw_review(review=waiting)
        with pytest.raises(ReviewGone):
            decide(review=seen, verdict=PUBLISH, moderator=charlie)

    def test_leaves_nothing_to_appeal_or_to_answer(self, charlie, dora):
        review = make_review(make_work(), state="refused")
        decision = review.decisions.get()
        entry = appeal(decision=decision, text="Why?")
        withdraw_review(review=review)
        with pytest.raises(ReviewGone):
            appeal(decision=decision, text="Again.")
        with pytest.raises(ReviewGone):
            answer_appeal(appeal=entry, grant=True, note="", moderator=dora)

    def test_happens_once(self, waiting):
        seen = Review.objects.get(pk=waiting.pk)
        withdraw_review(review=waiting)
        with pytest.raises(ReviewGone):
            withdraw_review(review=seen)
        assert Decision.objects.count() == 1


class TestABrake:
    @pytest.fixture
    def brake(self, waiting):
        begun_at = waiting.created_at - timedelta(hours=1)
        return Brake.objects.create(
            work=waiting.work, begun_at=begun_at, arrived=30, usual_per_day=1
        )

    def test_keeps_new_reviews_from_being_published(self, brake, waiting, charlie):
        with pytest.raises(CannotDecide, match="Lift the brake"):
            decide(review=waiting, verdict=PUBLISH, moderator=charlie)

    def test_does_not_keep_them_from_being_refused(self, brake, waiting, charlie):
        decide(review=waiting, verdict=REFUSE, moderator=charlie)
        assert state_of(waiting) == "refused"

    def test_lets_earlier_reviews_pass(self, brake, waiting, charlie):
        Brake.objects.update(begun_at=waiting.created_at + timedelta(seconds=1))
        decide(review=waiting, verdict=PUBLISH, moderator=charlie)

    def test_lets_all_pass_when_it_is_lifted(self, brake, waiting, charlie):
        Brake.objects.update(lifted_at=timezone.now())
        decide(review=waiting, verdict=PUBLISH, moderator=charlie)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_decisions_leave_summary_and_reviews_agreed(self):
        work, charlie = make_work(), make_moderator()
        reviews = [make_review(work, rating, state="pending") for rating in (5, 4, 4, 3, 2, 1)]
        at_the_same_moment(
            reviews, lambda review: decide(review=review, verdict=PUBLISH, moderator=charlie)
        )
        summary = RatingSummary.objects.get(work=work)
        assert summary.distribution == [(5, 1), (4, 2), (3, 1), (2, 1), (1, 1)]

    def test_closing_an_account_leaves_summaries_and_reviews_agreed(self):
        alice, charlie = make_user(), make_moderator()
        reviews = [make_review(make_work(), author=alice, state="pending") for _ in range(6)]
        close = partial(source.erase, alice, keep_anonymous=False)
        decisions = [
            partial(decide, review=review, verdict=PUBLISH, moderator=charlie) for review in reviews
        ]
        given = at_the_same_moment([close, *decisions], lambda action: action())
        assert {type(each) for each in given} <= {ReviewGone, Decision, type(None)}
        assert not Review.objects.exists()
        assert [summary.count for summary in RatingSummary.objects.all()] == [0] * 6

    def test_one_of_two_moderators_decides_and_the_other_is_told(self):
        review = make_review(make_work(), state="pending")
        moderators = [make_moderator(f"{name}@example.org") for name in ("charlie", "dora")]
        given = at_the_same_moment(
            moderators,
            lambda each: decide(
                review=review, verdict=PUBLISH, moderator=each, seen=review.as_seen
            ),
        )
        assert {type(each) for each in given} == {Decision, ReviewChanged}
        assert Decision.objects.count() == 1
