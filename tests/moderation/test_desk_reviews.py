from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from lxml import html

from accounts.models import PenName
from moderation.admin import reviews as desk_reviews
from moderation.services import Complaint, Reporter, close_case, report
from moderation.verdicts import leave_as_it_is
from reviews.deciding import ReviewChanged, Verdict, appeal, decide, withdraw_review
from reviews.models import Brake, Decision, Review, SignatureChange
from tests.admin_pages import form_on, words_of
from tests.factories import (
    make_decision,
    make_edition,
    make_recommendation,
    make_review,
    make_user,
    make_work,
)
from tests.moderation.cases import make_case

pytestmark = pytest.mark.django_db

DESK = "/admin/moderation/case/"
PRICE = {
    "field": "text",
    "rule": "RR-10",
    "severity": "warn",
    "start": 5,
    "end": 7,
    "words": "$5",
    "advice": "Leave prices out.",
}
LINK = {**PRICE, "rule": "RR-9", "start": 11, "end": 17, "words": "b.test", "advice": "No links."}


def waiting(title="Emma", **fields):
    return make_review(make_work(title), state="pending", **fields)


def screen(review):
    return f"{DESK}review/{review.pk}/"


def report_as(review, complaint, reporter):
    """Return the case that the report belongs to."""
    about = {"kind": "review", "target": review, "desk": "reviews"}
    return report(**about, complaint=complaint, reporter=reporter).case


def decide_on(client, review, outcome, **typed):
    """Open the screen of a review, choose and send."""
    return client.post(
        screen(review), form_on(client, screen(review)) | {"outcome": outcome, **typed}
    )


def state_of(review):
    return Review.objects.get(pk=review.pk).state


class TestTheScreen:
    def test_marks_what_the_screening_found_and_says_why(self, moderator):
        review = waiting(text="Only $5 at b.test!", findings=[PRICE, LINK])
        response = moderator.get(screen(review))
        assert "Only <mark>$5</mark> at <mark>b.test</mark>!" in response.text
        assert "RR-10 No prices, availability or other places to order." in words_of(response)
        assert "Leave prices out." in words_of(response)

    def test_marks_nothing_where_the_words_no_longer_stand(self, moderator):
        review = waiting(text="Now 55 pages.", findings=[PRICE])
        page = moderator.get(screen(review)).text
        assert '<div class="desk-text">Now 55 pages.</div>' in page
        assert "Leave prices out." in page

    def test_escapes_what_readers_wrote(self, moderator):
        evil = "<script>x</script>"
        review = waiting(text=evil, headline=evil)
        make_case(review, comment=evil)
        assert evil not in moderator.get(screen(review)).text

    def test_shows_the_book_and_the_books_recommended(self, moderator):
        edition = make_edition(make_work("Emma"))
        review = make_review(edition.work, edition=edition, state="pending")
        make_recommendation(review, make_edition(make_work("Persuasion")), reason="By her, too.")
        page = moderator.get(screen(review))
        assert edition.get_absolute_url() in page.text
        assert "Persuasion: By her, too." in words_of(page)

    def test_shows_the_reports(self, moderator):
        review = make_review(make_work())
        make_case(review, reason="abusive", comment="He calls her names.")
        told = words_of(moderator.get(screen(review)))
        assert "Abusive language" in told
        assert "He calls her names." in told

    def test_shows_first_who_was_right_before(self, moderator, charlie):
        """B17: past accuracy weighs more than how many report."""
        complaint, bob = Complaint("spam", comment="Bob was right before."), Reporter("bob")
        earlier = report_as(make_review(make_work()), complaint, bob)
        close_case(case=earlier, outcome="put right", note="", staff=charlie)
        review = make_review(make_work())
        make_case(review, comment="Somebody new.")
        report_as(review, complaint, bob)
        told = words_of(moderator.get(screen(review)))
        assert told.index("Bob was right before.") < told.index("Somebody new.")
        assert "1 of 1 report of theirs led to something" in told
        assert told.count("of theirs") == 1

    def test_shows_the_author_behind_anonymous(self, moderator, dora):
        alice = make_user("alice@example.org")
        PenName.objects.create(user=alice, name="Quill", skeleton="qull")
        review = waiting("Emma", author=alice)
        other = make_review(make_work("Persuasion"), 2, author=alice)
        make_decision(other, "removed", rule="RR-4", decided_by=dora)
        SignatureChange.objects.create(review=other, before="Quill", after="")
        make_case(other, reports=2)
        told = words_of(moderator.get(screen(review)))
        for part in (
            "signed Anonymous",
            "alice@example.org, pen name Quill",
            "taken down, RR-4, Persuasion by dora@example.org",
            "2 stars, signed Anonymous, taken down",
            "Quill to Anonymous",
            "Reported 2 times, 0 of them put right",
            "Other reviews (1)",
        ):
            assert part in told

    def test_shows_earlier_decisions_on_this_review(self, moderator, dora):
        review = waiting()
        make_decision(review, "refused", rule="RR-4", note="He is no thief.", decided_by=dora)
        make_decision(review, "pending")
        told = words_of(moderator.get(screen(review)))
        assert "not published: RR-4" in told
        assert "Note: He is no thief." in told

    def test_offers_only_what_the_state_allows(self, moderator):
        def offered(review):
            return moderator.get(screen(review)).context["form"].fields["outcome"].choices

        assert [way for way, _ in offered(waiting())] == ["published", "refused"]
        published = make_review(make_work())
        assert [way for way, _ in offered(published)] == ["removed", "pending"]
        make_case(published)
        assert [way for way, _ in offered(published)] == ["removed", "pending", "leave"]
        assert [way for way, _ in offered(make_review(make_work(), state="refused"))] == ["pending"]

    def test_has_access_keys_and_no_script(self, moderator):
        page = moderator.get(screen(waiting())).text
        for key in "prd":
            assert f'accesskey="{key}"' in page
        assert "onkey" not in page

    def test_takes_as_many_queries_for_a_long_history(
        self, moderator, django_assert_max_num_queries
    ):
        alice = make_user()
        review = waiting(author=alice)
        make_review(make_work(), author=alice)
        make_case(review)
        with django_assert_max_num_queries(40) as few:
            moderator.get(screen(review))
        for _ in range(5):
            make_recommendation(review, make_edition())
            other = make_review(make_work(), author=alice)
            SignatureChange.objects.create(review=other, before="a", after="")
        make_case(review, reports=5)
        with django_assert_max_num_queries(len(few)):
            moderator.get(screen(review))


class TestTheForm:
    def test_has_the_first_rule_found_and_its_words_filled_in(self, moderator):
        review = waiting(text="Only $5 at b.test!", findings=[PRICE, LINK])
        form = form_on(moderator, screen(review))
        assert form["rule"] == ["RR-10"]
        assert [words.strip() for words in form["words"]] == ["$5"]

    def test_fills_in_the_words_of_another_rule_and_keeps_the_rest(self, moderator):
        review = waiting(text="Only $5 at b.test!", findings=[PRICE, LINK])
        typed = form_on(moderator, screen(review)) | {"rule": "RR-9", "note": "Mine", "fill": "1"}
        page = moderator.post(screen(review), typed).text
        assert ">\nb.test</textarea>" in page
        assert ">\nMine</textarea>" in page
        assert state_of(review) == "pending"

    def test_refusing_needs_a_rule_and_loses_nothing(self, moderator):
        review = waiting()
        response = decide_on(moderator, review, "refused", note="Typed at length")
        assert "Say which rule the review does not keep." in words_of(response)
        assert "Typed at length" in response.text
        assert state_of(review) == "pending"

    def test_another_reason_needs_a_note(self, moderator):
        review = waiting()
        response = decide_on(moderator, review, "refused", rule="RR-12")
        assert "This rule needs a note" in words_of(response)
        assert state_of(review) == "pending"

    def test_nothing_is_chosen_beforehand(self, moderator):
        review = waiting()
        response = moderator.post(screen(review), form_on(moderator, screen(review)))
        assert "This field is required." in words_of(response)


class TestDeciding:
    def test_publishing(self, moderator, charlie):
        review = waiting(findings=[PRICE])
        decide_on(moderator, review, "published")
        row = Decision.objects.get()
        assert (row.outcome, row.decided_by) == ("published", charlie)
        assert (row.rule, row.words) == ("", "")

    def test_refusing_names_rule_words_and_note(self, moderator):
        review = waiting()
        decide_on(moderator, review, "refused", rule="RR-4", words="a thief", note="He is not.")
        row = Decision.objects.get()
        assert (row.outcome, row.rule, row.words, row.note) == (
            "refused",
            "RR-4",
            "a thief",
            "He is not.",
        )

    def test_stands_in_the_admins_own_log(self, moderator, charlie):
        review = waiting("Emma")
        decide_on(moderator, review, "published")
        row = LogEntry.objects.get(user=charlie)
        assert (row.object_id, row.change_message) == (str(review.pk), "Published.")

    def test_leads_to_the_next_entry_of_what_was_asked_for(self, moderator, charlie):
        now = timezone.now()
        first = waiting("First", created_at=now - timedelta(days=3), rules_hit=" RR-9 ")
        waiting("Not asked for", created_at=now - timedelta(days=2))
        waiting("Own", created_at=now - timedelta(days=2), rules_hit=" RR-9 ", author=charlie)
        last = waiting("Last", created_at=now - timedelta(days=1), rules_hit=" RR-9 ")
        address = f"{screen(first)}?rule=RR-9"
        typed = form_on(moderator, address) | {"outcome": "published"}
        assert moderator.post(address, typed)["Location"] == f"{screen(last)}?rule=RR-9"

    def test_leads_to_the_next_also_when_both_came_at_one_moment(self, moderator):
        now = timezone.now()
        first, second = waiting(created_at=now), waiting(created_at=now)
        assert decide_on(moderator, first, "published")["Location"] == screen(second)

    def test_leads_to_the_queue_after_the_last_one(self, moderator):
        assert decide_on(moderator, waiting(), "published")["Location"] == DESK

    @pytest.mark.parametrize("outcome", ["published", "refused"])
    def test_can_be_undone_from_the_message(self, moderator, outcome):
        review = waiting()
        decide_on(moderator, review, outcome, rule="RR-4")
        undo = form_on_message(moderator.get(DESK))
        response = moderator.post(f"{DESK}many/", undo)
        assert response["Location"] == screen(review)
        assert state_of(review) == "pending"

    def test_what_the_brake_holds_is_not_published_and_says_why(self, moderator):
        review = waiting()
        Brake.objects.create(
            work=review.work, arrived=9, usual_per_day=1, begun_at=review.created_at
        )
        assert "new ones are held" in words_of(moderator.get(screen(review)))
        assert "Lift the brake first." in words_of(decide_on(moderator, review, "published"))
        assert state_of(review) == "pending"

    def test_an_appealed_review_leads_to_the_appeal(self, moderator, dora):
        review = make_review(make_work())
        made = appeal(decision=make_decision(review, "removed", decided_by=dora), text="Why?")
        assert f"{DESK}appeal/{made.pk}/" in moderator.get(screen(review)).text

    def test_a_review_that_is_gone_is_told_of(self, moderator):
        response = moderator.post(f"{DESK}review/99/", {"outcome": "published"}, follow=True)
        assert "The review is gone" in words_of(response)


def form_on_message(response):
    (form,) = html.fromstring(response.text).xpath("//form[contains(@class, 'desk-undo')]")
    return dict(form.form_values())


class TestReportedReviews:
    @pytest.fixture
    def reported(self):
        review = make_review(make_work())
        review.case = make_case(review, reports=2)
        return review

    @pytest.mark.parametrize(
        ("outcome", "state", "closed"),
        [("removed", "removed", "put right"), ("leave", "published", "left")],
    )
    def test_a_decision_closes_the_case_with_a_note(
        self, moderator, charlie, reported, outcome, state, closed
    ):
        decide_on(moderator, reported, outcome, rule="RR-4", to_reporters="Thank you.")
        reported.case.refresh_from_db()
        assert state_of(reported) == state
        assert (reported.case.outcome, reported.case.closed_by) == (closed, charlie)
        assert reported.case.note == "Thank you."

    def test_publishing_one_that_waited_leaves_it_as_it_is(self, moderator):
        review = waiting()
        case = make_case(review)
        decide_on(moderator, review, "published")
        case.refresh_from_db()
        assert case.outcome == "left"

    def test_putting_back_keeps_the_reports(self, moderator, reported):
        decide_on(moderator, reported, "pending")
        reported.case.refresh_from_db()
        assert reported.case.is_open

    def test_a_decision_that_fails_keeps_them_too(self, moderator, reported):
        decide_on(moderator, reported, "removed", rule="")
        reported.case.refresh_from_db()
        assert reported.case.is_open

    def test_leaving_it_needs_what_was_seen(self, moderator, reported, dora):
        typed = form_on(moderator, screen(reported)) | {"outcome": "leave"}
        Review.objects.filter(pk=reported.pk).update(edited_at=timezone.now())
        assert moderator.post(screen(reported), typed).status_code == 409
        reported.case.refresh_from_db()
        assert reported.case.is_open

    def test_leaving_it_is_refused_by_the_service_itself(self, charlie, reported):
        seen = reported.as_seen
        Review.objects.filter(pk=reported.pk).update(edited_at=timezone.now())
        with pytest.raises(ReviewChanged):
            leave_as_it_is(review=reported, moderator=charlie, seen=seen, to_reporters="")


def form_on_page(response):
    (form,) = html.fromstring(response.text).xpath("//form[contains(@class, 'desk-form')]")
    return dict(form.form_values())


class TestTwoModerators:
    def test_the_second_is_told_what_the_first_did_and_keeps_what_was_typed(self, moderator, dora):
        review = waiting(text="A fine book.")
        typed = form_on(moderator, screen(review)) | {
            "outcome": "refused",
            "rule": "RR-4",
            "words": "fine",
            "note": "Typed at length",
        }
        decide(review=review, verdict=Verdict("published", note="Good."), moderator=dora)
        response = moderator.post(screen(review), typed)
        assert response.status_code == 409
        told = words_of(response)
        assert "It is now published: dora@example.org decided on" in told
        assert "Note: Good." in told
        assert "Typed at length" in response.text
        assert '<option value="RR-4" selected>' in response.text
        assert state_of(review) == "published"

    def test_the_second_may_decide_on_what_is_shown_now(self, moderator, dora):
        review = waiting()
        typed = form_on(moderator, screen(review)) | {"outcome": "published"}
        Review.objects.filter(pk=review.pk).update(text="Edited.", edited_at=timezone.now())
        told = moderator.post(screen(review), typed)
        assert told.status_code == 409
        seen = Review.objects.get(pk=review.pk).as_seen
        assert f'name="seen" value="{seen}"' in told.text
        moderator.post(screen(review), typed | {"seen": seen})
        assert state_of(review) == "published"

    def test_the_second_is_told_that_the_first_left_it_up(self, moderator, charlie, dora):
        review = make_review(make_work())
        case = make_case(review)
        typed = form_on(moderator, screen(review)) | {
            "outcome": "removed",
            "rule": "RR-4",
            "to_reporters": "Typed at length",
        }
        leave_as_it_is(review=review, moderator=dora, seen=review.as_seen, to_reporters="Fine.")
        response = moderator.post(screen(review), typed)
        assert response.status_code == 409
        told = words_of(response)
        assert "dora@example.org has closed the reports meanwhile: left as it is" in told
        assert "Note: Fine." in told
        assert '<option value="RR-4" selected>' in response.text
        assert state_of(review) == "published"
        case.refresh_from_db()
        assert case.closed_by == dora
        moderator.post(screen(review), form_on_page(response))
        assert state_of(review) == "removed"

    @pytest.mark.parametrize("outcome", ["removed", "leave"])
    def test_a_review_taken_back_at_that_moment_is_told_of(self, moderator, monkeypatch, outcome):
        review = make_review(make_work())
        make_case(review)
        typed = form_on(moderator, screen(review)) | {"outcome": outcome, "rule": "RR-4"}

        def take_back(request, review, data, staff, decides=desk_reviews._carry_out):
            withdraw_review(review=review)
            return decides(request, review, data, staff)

        monkeypatch.setattr(desk_reviews, "_carry_out", take_back)
        response = moderator.post(screen(review), typed)
        assert response["Location"] == DESK
        assert "The review is gone" in words_of(moderator.get(DESK))

    def test_words_that_its_author_changed_are_marked(self, moderator):
        review = waiting(text="The <b>old</b> words of it.")
        typed = form_on(moderator, screen(review)) | {"outcome": "published"}
        Review.objects.filter(pk=review.pk).update(
            text="The <i>new</i> words of it.", edited_at=timezone.now()
        )
        page = moderator.post(screen(review), typed).text
        assert "<del>&lt;b&gt;old&lt;/b&gt;</del> <ins>&lt;i&gt;new&lt;/i&gt;</ins>" in page
        assert "Its author edited it on" in page
        assert state_of(review) == "pending"

    def test_books_recommended_anew_are_marked_too(self, moderator):
        review = waiting()
        typed = form_on(moderator, screen(review)) | {"outcome": "published"}
        make_recommendation(review, make_edition(make_work("Persuasion")), reason="Buy it.")
        Review.objects.filter(pk=review.pk).update(edited_at=timezone.now())
        page = moderator.post(screen(review), typed).text
        assert "<ins>Recommends Persuasion: Buy it.</ins>" in page

    def test_the_same_text_shows_no_difference(self, moderator, dora):
        review = waiting(text="One\r\n\r\ntwo.")
        typed = form_on(moderator, screen(review)) | {"outcome": "published"}
        decide(review=review, verdict=Verdict("published"), moderator=dora)
        assert "<ins>" not in moderator.post(screen(review), typed).text


class TestRights:
    def test_others_are_refused_and_the_attempt_is_logged(self, client, caplog):
        bob = make_user("bob@example.org", is_staff=True)
        client.force_login(bob)
        review = waiting()
        for response in (client.get(screen(review)), client.post(screen(review), {})):
            assert response.status_code == 403
        assert caplog.text.count(f"User {bob.pk} tried to decide") == 2
        assert state_of(review) == "pending"

    def test_nobody_decides_on_an_own_review(self, moderator, charlie, caplog):
        review = waiting(author=charlie)
        page = moderator.get(screen(review))
        assert "another moderator decides" in page.text
        assert 'name="outcome"' not in page.text
        answer = moderator.post(screen(review), {"outcome": "published", "seen": review.as_seen})
        assert answer.status_code == 403
        assert moderator.post(screen(review), {"seen": review.as_seen}).status_code == 403
        assert "own review" in caplog.text
        assert state_of(review) == "pending"

    def test_readers_are_refused_and_the_attempt_is_logged(self, client, caplog):
        bob = make_user("bob@example.org")
        client.force_login(bob)
        review = waiting()
        answer = client.post(screen(review), {"outcome": "published", "seen": review.as_seen})
        assert answer.status_code == 403
        assert f"User {bob.pk} tried to open the desk" in caplog.text

    def test_visitors_are_sent_to_the_sign_in(self, client):
        assert client.get(screen(waiting()))["Location"].startswith("/admin/login/")
