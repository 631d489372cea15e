"""Every way by which a review's state could change leaves a decision, or is refused (B2)."""

from itertools import permutations

import pytest
from django.contrib.auth.models import Permission
from django.db import Error, connection, models, transaction
from django.db.models import ProtectedError

from accounts.services import close_account
from moderation.verdicts import decide_at_desk, leave_as_it_is
from reviews.deciding import (
    CannotDecide,
    Verdict,
    answer_appeal,
    appeal,
    decide,
    erase_review,
    withdraw_review,
)
from reviews.models import Decision, Review
from reviews.querysets import DecisionStays, NeedsDecision
from tests.accounts.readers import make_reader, signed_in
from tests.admin_pages import form_on
from tests.factories import (
    make_edition,
    make_in_role,
    make_review,
    make_staff,
    make_work,
)
from tests.moderation.cases import make_case
from tests.reviews.writers import send

pytestmark = pytest.mark.django_db

STATES = ["pending", "published", "refused", "removed"]
DESK = "/admin/moderation/case/"
MANY = f"{DESK}many/"
REVIEWS = "/admin/reviews/review/"
TAKEN = {"rule": "RR-4", "note": "He is no thief."}


class Account:
    """What a review was before something was tried on it, and whether its rows tell the rest."""

    def __init__(self, review):
        self.pk = review.pk
        self.received_at = review.created_at
        self.state = review.state
        self.decisions = Decision.objects.count()

    def adds_up(self):
        """Assert that the state is what the last decision says, and that going left a row."""
        for review in Review.objects.all():
            last = review.decisions.last()
            assert review.state == (last.outcome if last else "pending")
        if Review.objects.filter(pk=self.pk).exists():
            return
        rows = Decision.objects.filter(received_at=self.received_at, review=None)
        assert rows.last().outcome in {"withdrawn", "erased"}

    @property
    def now(self):
        """The state now, "gone" for a review that is."""
        return Review.objects.filter(pk=self.pk).values_list("state", flat=True).first() or "gone"

    def is_unchanged(self):
        self.adds_up()
        return self.now == self.state and Decision.objects.count() == self.decisions

    def became(self, state):
        """Whether it is in the state now, by one decision more."""
        self.adds_up()
        return self.now == state and Decision.objects.count() == self.decisions + 1


@pytest.fixture(params=STATES)
def review(request):
    edition = make_edition(make_work("Emma"))
    author = make_reader("alice@example.org")
    return make_review(edition.work, edition=edition, author=author, state=request.param)


@pytest.fixture
def before(review):
    return Account(review)


@pytest.fixture
def moderator(charlie):
    return signed_in(charlie)


def plain_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    # The database looks at what points to a row when the transaction ends.
    connection.check_constraints()


class TestServices:
    @pytest.mark.parametrize("outcome", Decision.Outcome.values)
    @pytest.mark.parametrize("way", [decide, decide_at_desk])
    def test_a_verdict_leaves_a_decision_or_is_refused(self, review, before, charlie, way, outcome):
        verdict = Verdict(outcome, rule="RR-4")
        try:
            way(review=review, verdict=verdict, moderator=charlie, seen=review.as_seen)
        except CannotDecide:
            assert before.is_unchanged()
        else:
            assert before.became(outcome)

    def test_closing_the_reports_changes_no_state(self, review, before, charlie):
        make_case(review)
        leave_as_it_is(review=review, moderator=charlie, seen=review.as_seen, to_reporters="")
        assert before.is_unchanged()

    def test_reports_change_no_state(self, review, before):
        make_case(review, reports=30)
        assert before.is_unchanged()

    @pytest.mark.parametrize("go", [withdraw_review, erase_review])
    def test_going_leaves_a_decision(self, review, before, go):
        go(review=review)
        assert before.became("gone")

    @pytest.mark.parametrize(("grant", "state"), [(True, "published"), (False, "removed")])
    def test_the_answer_to_an_appeal_does_too(self, charlie, dora, grant, state):
        review = make_review(make_work())
        verdict = Verdict("removed", rule="RR-4")
        decision = decide(review=review, verdict=verdict, moderator=charlie)
        entry = appeal(decision=decision, text="Why?")
        before = Account(Review.objects.get())
        answer_appeal(appeal=entry, grant=grant, note="", moderator=dora)
        assert before.became(state) if grant else before.is_unchanged()

    @pytest.mark.parametrize("keep_anonymous", [True, False])
    def test_closing_the_account_leaves_a_decision_on_each_that_goes(
        self, review, before, keep_anonymous
    ):
        close_account(user=review.author, keep_anonymous=keep_anonymous)
        stays = keep_anonymous and before.state == "published"
        assert before.is_unchanged() if stays else before.became("gone")


class TestTheAuthor:
    @pytest.fixture
    def alice(self, review):
        return signed_in(review.author)

    def test_sends_it_anew(self, alice, review, before):
        send(alice, review.edition, text="Other words, and many of them.", state="published")
        assert before.is_unchanged()

    def test_signs_it_anew(self, alice, review, before):
        alice.post(f"/reviews/{review.pk}/signature/", {"signature": "anonymous"})
        assert before.is_unchanged()

    def test_takes_it_back(self, alice, review, before):
        alice.post(f"/reviews/{review.pk}/withdraw/", {"confirmed": "1"})
        assert before.became("gone")


class TestTheDesk:
    @pytest.mark.parametrize("outcome", Decision.Outcome.values)
    def test_decides_on_one(self, moderator, review, before, outcome):
        address = f"{DESK}review/{review.pk}/"
        moderator.post(address, form_on(moderator, address) | {"outcome": outcome, **TAKEN})
        assert before.became(outcome) if before.now != before.state else before.is_unchanged()

    @pytest.mark.parametrize("outcome", Decision.Outcome.values)
    def test_decides_on_many(self, moderator, review, before, outcome):
        chosen = f"{review.pk} {review.as_seen}"
        typed = {"chosen": [chosen], "outcome": outcome, "decided": "1", **TAKEN}
        moderator.post(MANY, typed)
        assert before.became(outcome) if before.now != before.state else before.is_unchanged()

    @pytest.mark.parametrize("role", ["Catalogue editor", "Marketplace manager"])
    @pytest.mark.parametrize("outcome", ["published", "refused", "removed", "pending"])
    def test_is_closed_to_other_roles(self, review, before, role, outcome, caplog):
        other = signed_in(make_in_role(role))
        typed = {"outcome": outcome, "seen": review.as_seen, **TAKEN}
        chosen = {"chosen": [f"{review.pk} {review.as_seen}"], "decided": "1"}
        for address in (f"{DESK}review/{review.pk}/", MANY):
            assert other.post(address, typed | chosen).status_code == 403
        assert caplog.text.count("tried to decide") == 2
        assert before.is_unchanged()


@pytest.fixture(params=["moderator", "superuser"])
def in_admin(request, charlie):
    return signed_in(charlie if request.param == "moderator" else make_staff())


class TestTheAdmin:
    """Even a superuser has no other way than the desk."""

    @pytest.mark.parametrize("action", ["publish", "refuse", "delete_selected"])
    def test_actions_decide_nothing_by_themselves(self, in_admin, review, before, action):
        typed = {"action": action, "_selected_action": [review.pk], "post": "yes"}
        assert in_admin.post(REVIEWS, typed)["Location"].startswith(MANY)
        assert before.is_unchanged()

    def test_actions_reach_all_there_are_and_still_decide_nothing(self, in_admin, review, before):
        typed = {"action": "delete_selected", "_selected_action": [review.pk]}
        in_admin.post(REVIEWS, typed | {"select_across": "1", "post": "yes", "confirmed": "yes"})
        assert before.is_unchanged()

    def test_delete_decides_nothing_by_itself(self, in_admin, review, before):
        in_admin.post(f"{REVIEWS}{review.pk}/delete/", {"post": "yes"})
        assert before.is_unchanged()

    @pytest.mark.parametrize("address", ["change/", "change/?_popup=1"])
    def test_the_change_form_takes_no_state(self, in_admin, review, before, address):
        for state in STATES:
            answer = in_admin.post(f"{REVIEWS}{review.pk}/{address}", {"state": state})
            assert answer.status_code == 403
        assert before.is_unchanged()

    def test_the_list_takes_no_state(self, in_admin, review, before):
        typed = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": review.pk}
        in_admin.post(REVIEWS, typed | {"form-0-state": "published", "_save": "Save"})
        assert before.is_unchanged()

    def test_no_screen_changes_or_deletes_a_decision(self, in_admin, review):
        for name in ("decision", "appeal"):
            assert in_admin.get(f"/admin/reviews/{name}/").status_code == 404

    @pytest.mark.parametrize("kind", ["work", "edition"])
    def test_deleting_its_book_leaves_it_as_it_is(self, review, before, kind):
        row = review.work if kind == "work" else review.edition
        editor = make_in_role("Catalogue editor")
        editor.user_permissions.add(*Permission.objects.filter(content_type__app_label="catalog"))
        signed_in(editor).post(f"/admin/catalog/{kind}/{row.pk}/delete/", {"post": "yes"})
        assert before.is_unchanged()

    def test_deleting_its_author_closes_the_account(self, review, before):
        address = f"/admin/accounts/user/{review.author.pk}/delete/"
        signed_in(make_staff()).post(address, {"post": "yes"})
        stays = before.state == "published"
        assert before.is_unchanged() if stays else before.became("gone")

    def test_deleting_authors_in_bulk_does_too(self, review, before):
        typed = {"action": "delete_selected", "_selected_action": [review.author.pk]}
        signed_in(make_staff()).post("/admin/accounts/user/", typed | {"post": "yes"})
        stays = before.state == "published"
        assert before.is_unchanged() if stays else before.became("gone")


SHELL_WRITES = {
    "save": lambda review, state: _with(review, state).save(),
    "save of the column": lambda review, state: _with(review, state).save(update_fields=["state"]),
    "save_base": lambda review, state: _with(review, state).save_base(),
    "update": lambda review, state: Review.objects.update(state=state),
    "update of what is related": lambda review, state: review.work.reviews.update(state=state),
    "update by the base manager": lambda review, state: Review._base_manager.update(state=state),
    "bulk_update": lambda review, state: Review.objects.bulk_update(
        [_with(review, state)], ["state"]
    ),
    "update_or_create": lambda review, state: Review.objects.update_or_create(
        pk=review.pk, defaults={"state": state}
    ),
    "bulk_create over it": lambda review, state: Review.objects.bulk_create(
        [_with(review, state)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["state"],
    ),
    "plain SQL": lambda review, state: plain_sql(
        "UPDATE reviews_review SET state = %s WHERE id = %s", state, review.pk
    ),
}


def _with(review, state):
    review.state = state
    return review


SHELL_DELETES = {
    "delete": lambda review: review.delete(),
    "delete of many": lambda review: Review.objects.all().delete(),
    "delete of what is related": lambda review: review.work.reviews.all().delete(),
    "delete of the work": lambda review: review.work.delete(),
    "delete of works": lambda review: type(review.work).objects.all().delete(),
}

# What the public log would miss, for a review on which something was decided.
DELETES_OF_DECISIONS = {
    "a decision": lambda review: review.decisions.get().delete(),
    "all decisions": lambda review: Decision.objects.all().delete(),
    "its own decisions": lambda review: review.decisions.all().delete(),
    "the review in plain SQL": lambda review: plain_sql(
        "DELETE FROM reviews_review WHERE id = %s", review.pk
    ),
}


class TestTheShell:
    @pytest.mark.parametrize(
        ("review", "state"), list(permutations(STATES, 2)), indirect=["review"]
    )
    @pytest.mark.parametrize("way", SHELL_WRITES)
    def test_writes_are_refused(self, review, before, way, state):
        with pytest.raises(Error), transaction.atomic():
            SHELL_WRITES[way](review, state)
        assert before.is_unchanged()

    @pytest.mark.parametrize("way", SHELL_DELETES)
    def test_deletes_are_refused(self, before, review, way):
        with pytest.raises((NeedsDecision, ProtectedError)), transaction.atomic():
            SHELL_DELETES[way](review)
        assert before.is_unchanged()

    @pytest.mark.parametrize("way", DELETES_OF_DECISIONS)
    @pytest.mark.parametrize("review", STATES[1:], indirect=True)
    def test_what_was_decided_stays(self, before, review, way):
        with pytest.raises((DecisionStays, Error)), transaction.atomic():
            DELETES_OF_DECISIONS[way](review)
        assert before.is_unchanged()

    def test_deleting_edition_or_author_leaves_it_as_it_is(self, review, before):
        review.edition.delete()
        review.author.delete()
        assert before.is_unchanged()

    @pytest.mark.parametrize("state", STATES[1:])
    def test_a_new_review_waits_whatever_is_said(self, state):
        row = Review(work=make_work(), rating=5, text="Yes.", state=state)
        for write in (row.save, lambda: models.QuerySet(Review).bulk_create([row])):
            with pytest.raises(Error), transaction.atomic():
                write()
        assert not Review.objects.exists()
