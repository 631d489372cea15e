"""The screens of appeals and of reported things, and decisions on many reviews at once."""

import pytest
from django.utils import timezone
from lxml import html

from accounts.models import PenName
from moderation.models import Case
from moderation.services import close_case
from moderation.verdicts import leave_as_it_is
from reviews.deciding import Verdict, answer_appeal, appeal, decide
from reviews.models import Decision, Review
from tests.admin_pages import form_on, words_of
from tests.factories import (
    make_decision,
    make_edition,
    make_in_role,
    make_moderator,
    make_offer,
    make_review,
    make_seller,
    make_user,
    make_work,
)
from tests.moderation.cases import make_case

pytestmark = pytest.mark.django_db

DESK = "/admin/moderation/case/"
MANY = f"{DESK}many/"


def in_role(client, role):
    client.force_login(make_in_role(role, "editor@example.org"))
    return client


def state_of(review):
    return Review.objects.get(pk=review.pk).state


class TestAppeals:
    @pytest.fixture
    def appealed(self, dora):
        alice = make_user("alice@example.org")
        review = make_review(make_work("Emma"), author=alice, text="The thief!")
        decision = make_decision(
            review, "removed", rule="RR-4", words="thief", note="Who?", decided_by=dora
        )
        return appeal(decision=decision, text="It is a character in the book.")

    def address(self, appeal):
        return f"{DESK}appeal/{appeal.pk}/"

    def test_shows_decision_answer_text_and_author(self, moderator, appealed):
        told = words_of(moderator.get(self.address(appealed)))
        for part in (
            "The decision: taken down",
            "RR-4 Nothing that harms anybody's good name.",
            "Who?",
            "It is a character in the book.",
            "The thief!",
            "alice@example.org",
        ):
            assert part in told

    @pytest.mark.parametrize(
        ("answer", "state", "review_state"),
        [("grant", "granted", "published"), ("deny", "denied", "removed")],
    )
    def test_is_answered_with_a_note(
        self, moderator, charlie, appealed, answer, state, review_state
    ):
        form = form_on(moderator, self.address(appealed))
        response = moderator.post(
            self.address(appealed), form | {"answer": answer, "note": "Read again."}
        )
        assert response["Location"] == DESK
        appealed.refresh_from_db()
        assert (appealed.state, appealed.note) == (state, "Read again.")
        assert appealed.decided_by == charlie
        assert state_of(appealed.decision.review) == review_state

    def test_needs_an_answer_and_keeps_the_note(self, moderator, appealed):
        response = moderator.post(self.address(appealed), {"note": "Typed at length"})
        assert "This field is required." in words_of(response)
        assert "Typed at length" in response.text

    def test_is_not_for_who_made_the_decision(self, client, dora, appealed):
        client.force_login(dora)
        page = client.get(self.address(appealed)).text
        assert "another moderator answers" in page
        assert 'name="answer"' not in page
        client.post(self.address(appealed), {"answer": "deny"})
        appealed.refresh_from_db()
        assert appealed.is_open

    def test_the_second_to_answer_is_told_and_keeps_the_note(self, moderator, appealed):
        erin = make_moderator("erin@example.org")
        answer_appeal(appeal=appealed, grant=False, note="No.", moderator=erin)
        response = moderator.post(
            self.address(appealed), {"answer": "grant", "note": "Typed at length"}
        )
        assert response.status_code == 409
        told = words_of(response)
        assert "Somebody has decided on this appeal already." in told
        assert "Decided already: not granted erin@example.org" in told
        assert "Typed at length" in response.text
        assert state_of(appealed.decision.review) == "removed"

    def test_others_are_refused_and_the_attempt_is_logged(self, client, appealed, caplog):
        in_role(client, "Catalogue editor")
        assert client.get(self.address(appealed)).status_code == 403
        assert client.post(self.address(appealed), {"answer": "grant"}).status_code == 403
        assert "tried to decide" in caplog.text


class TestCases:
    def address(self, case):
        return f"{DESK}{case.pk}/change/"

    def test_an_error_on_a_book_page_shows_field_values_and_the_way_to_mend_it(self, client):
        editor = in_role(client, "Catalogue editor")
        edition = make_edition(make_work("Emma"), pages=12)
        case = make_case(edition, field="pages", right_value="474", comment="Count them.")
        response = editor.get(self.address(case))
        told = words_of(response)
        for part in ("Said to be wrong: Pages, now 12", "It should read: 474", "Count them."):
            assert part in told
        assert f"/admin/catalog/edition/{edition.pk}/change/" in response.text

    def test_a_pen_name_leads_to_where_it_is_retired(self, moderator):
        name = PenName.objects.create(user=make_user(), name="Rude", skeleton="rude")
        page = moderator.get(self.address(make_case(name))).text
        assert f"/admin/accounts/penname/{name.pk}/change/" in page

    def test_offers_and_sellers_lead_to_their_screens(self, client):
        manager = in_role(client, "Marketplace manager")
        offer, seller = make_offer(make_edition()), make_seller()
        for thing, path in ((offer, "offer"), (seller, "seller")):
            page = manager.get(self.address(make_case(thing))).text
            assert f"/admin/marketplace/{path}/{thing.pk}/change/" in page

    def test_a_reported_review_leads_to_its_screen(self, moderator):
        review = make_review(make_work())
        response = moderator.get(self.address(make_case(review)))
        assert response["Location"].startswith(f"{DESK}review/{review.pk}/")

    def test_is_closed_with_a_note_to_those_who_reported(self, client):
        editor = in_role(client, "Catalogue editor")
        case = make_case(make_edition())
        form = form_on(editor, self.address(case))
        typed = form | {"outcome": "put right", "note": "Thank you."}
        assert editor.post(self.address(case), typed)["Location"] == DESK
        case.refresh_from_db()
        assert (case.outcome, case.note) == ("put right", "Thank you.")
        assert case.closed_by.email == "editor@example.org"

    def test_needs_an_outcome_and_keeps_the_note(self, client):
        editor = in_role(client, "Catalogue editor")
        case = make_case(make_edition())
        response = editor.post(self.address(case), {"note": "Typed at length"})
        assert "This field is required." in words_of(response)
        assert "Typed at length" in response.text

    def test_the_second_to_close_it_is_told_and_keeps_the_note(self, client, dora):
        editor = in_role(client, "Catalogue editor")
        case = make_case(make_edition())
        close_case(case=case, outcome="left", note="All is well.", staff=dora)
        typed = {"outcome": "put right", "note": "Typed at length"}
        response = editor.post(self.address(case), typed)
        assert response.status_code == 409
        assert "Closed: left as it is dora@example.org" in words_of(response)
        assert "Typed at length" in response.text
        assert Case.objects.get().outcome == "left"

    def test_a_thing_that_is_gone_can_still_be_closed(self, client):
        editor = in_role(client, "Catalogue editor")
        edition = make_edition()
        case = make_case(edition)
        edition.delete()
        assert "It is gone meanwhile." in words_of(editor.get(self.address(case)))
        assert editor.get(DESK).status_code == 200

    @pytest.mark.parametrize("role", ["Moderator", "Marketplace manager"])
    def test_another_desk_is_refused_and_the_attempt_is_logged(self, client, role, caplog):
        in_role(client, role)
        case = make_case(make_edition())
        assert client.get(self.address(case)).status_code == 403
        assert client.post(self.address(case), {"outcome": "left"}).status_code == 403
        assert caplog.text.count("tried to look after case") == 2

    def test_nobody_adds_or_deletes_one(self, admin_client):
        case = make_case(make_edition())
        assert admin_client.get(f"{DESK}add/").status_code == 403
        assert admin_client.post(f"{DESK}{case.pk}/delete/", {"post": "yes"}).status_code == 403


class TestManyAtOnce:
    @pytest.fixture
    def three(self):
        return [make_review(make_work(f"Book {n}"), state="pending") for n in range(3)]

    def chosen(self, *reviews):
        return [f"{review.pk} {review.as_seen}" for review in reviews]

    def test_the_queue_publishes_those_chosen(self, moderator, three):
        page = moderator.get(DESK).text
        for value in self.chosen(*three):
            assert f'name="chosen" value="{value}"' in page
        data = {"chosen": self.chosen(*three[:2]), "outcome": "published"}
        response = moderator.post(MANY, data, follow=True)
        assert "Published: 2 reviews." in words_of(response)
        assert [state_of(each) for each in three] == ["published", "published", "pending"]

    def test_refusing_asks_for_rule_and_note_first(self, moderator, three):
        data = {"chosen": self.chosen(*three), "outcome": "refused"}
        response = moderator.post(MANY, data)
        assert response.status_code == 200
        assert state_of(three[0]) == "pending"
        assert response.context["form"]["outcome"].value() == "refused"

    def test_refusing_without_a_rule_is_told_and_loses_nothing(self, moderator, three):
        data = {
            "chosen": self.chosen(*three),
            "outcome": "refused",
            "decided": "1",
            "note": "Typed",
        }
        response = moderator.post(MANY, data)
        assert "Say which rule" in words_of(response)
        assert "Typed" in response.text
        assert response.text.count('name="chosen"') == 3

    def test_each_gets_a_decision_of_its_own(self, moderator, three):
        data = {
            "chosen": self.chosen(*three),
            "outcome": "refused",
            "rule": "RR-11",
            "note": "Copies.",
            "decided": "1",
        }
        moderator.post(MANY, data)
        rows = Decision.objects.values_list("outcome", "rule", "note")
        assert list(rows) == [("refused", "RR-11", "Copies.")] * 3

    def test_taking_down_closes_what_was_reported(self, moderator):
        review = make_review(make_work())
        case = make_case(review)
        data = {"chosen": self.chosen(review), "outcome": "removed", "rule": "RR-4", "decided": "1"}
        moderator.post(MANY, data)
        case.refresh_from_db()
        assert case.outcome == "put right"

    def test_those_that_changed_are_left_and_named_with_what_changed(self, moderator, three, dora):
        data = {"chosen": self.chosen(*three), "outcome": "refused", "rule": "RR-4", "decided": "1"}
        decide(review=three[0], verdict=Verdict("published"), moderator=dora)
        Review.objects.filter(pk=three[1].pk).update(edited_at=timezone.now())
        response = moderator.post(MANY, data | {"note": "Typed at length"})
        assert response.status_code == 409
        told = words_of(response)
        assert "Changed since you opened it: now published, by dora@example.org" in told
        assert "Changed since you opened it: edited by its author" in told
        assert "Not published: 3" not in told
        assert "Book 2" in told
        assert [state_of(each) for each in three] == ["published", "pending", "refused"]
        assert response.text.count('name="chosen"') == 2 + 1  # The third stands in the way back.
        assert "Typed at length" in response.text

    def test_what_another_left_up_is_left_and_named(self, moderator, dora):
        review = make_review(make_work())
        make_case(review)
        (value,) = html.fromstring(moderator.get(DESK).text).xpath("//input[@name='chosen']/@value")
        leave_as_it_is(review=review, moderator=dora, seen=review.as_seen, to_reporters="")
        data = {"chosen": [value], "outcome": "removed", "rule": "RR-4", "decided": "1"}
        response = moderator.post(MANY, data)
        assert "dora@example.org has closed the reports meanwhile" in words_of(response)
        assert state_of(review) == "published"
        (value,) = html.fromstring(response.text).xpath("//input[@name='chosen']/@value")
        moderator.post(MANY, data | {"chosen": [value]})
        assert state_of(review) == "removed"

    def test_what_cannot_be_done_is_left_and_named(self, moderator, three, charlie, caplog):
        own = make_review(make_work("Own"), state="pending", author=charlie)
        done = make_review(make_work("Done"))
        data = {"chosen": self.chosen(own, done, three[0]), "outcome": "published"}
        told = words_of(moderator.post(MANY, data))
        assert "another moderator decides" in told
        assert "This review is published already." in told.replace("Published", "published")
        assert state_of(three[0]) == "published"
        assert state_of(own) == "pending"
        assert "own review" in caplog.text

    def test_can_be_undone_together(self, moderator, three):
        moderator.post(MANY, {"chosen": self.chosen(*three), "outcome": "published"})
        now = [Review.objects.get(pk=each.pk) for each in three]
        response = moderator.get(DESK)
        for value in self.chosen(*now):
            assert f'name="chosen" value="{value}"' in response.text
        moderator.post(MANY, {"chosen": self.chosen(*now), "outcome": "pending"})
        assert {state_of(each) for each in three} == {"pending"}

    def test_choosing_none_is_told(self, moderator):
        response = moderator.post(MANY, {"outcome": "published"}, follow=True)
        assert "Choose at least one review." in words_of(response)

    @pytest.mark.parametrize("typed", ["", "x", "1", "9 pending", "²", "9" * 30])
    def test_what_no_form_sends_changes_nothing(self, moderator, typed):
        review = make_review(make_work(), state="pending")
        moderator.post(MANY, {"chosen": [typed], "outcome": "published"})
        assert state_of(review) == "pending"

    def test_a_whole_page_can_be_chosen_without_a_script(self, moderator, three):
        page = moderator.get(DESK, {"all": "1"}).text
        assert page.count(" checked") == 3

    def test_others_are_refused_and_the_attempt_is_logged(self, client, three, caplog):
        in_role(client, "Catalogue editor")
        data = {"chosen": self.chosen(*three), "outcome": "published"}
        assert client.post(MANY, data).status_code == 403
        assert "tried to decide" in caplog.text
        assert state_of(three[0]) == "pending"
