"""Decisions on reviews: the only way one becomes public, stops being so, or goes (B2).

Each leaves a Decision row in the same transaction; triggers refuse a state that no row tells of.
"""

import logging
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reviews import notices
from reviews.grounds import NOTE_NEEDED
from reviews.models import Appeal, Brake, Decision, Review
from reviews.services import lock_reviews_of, rebuild_rating_summary
from reviews.standing import standing_of

logger = logging.getLogger(__name__)

Outcome = Decision.Outcome

# From which state a moderator may bring a review into which.
WAYS: dict[str, tuple[str, ...]] = {
    Review.State.PENDING: (Outcome.PUBLISHED, Outcome.REFUSED),
    Review.State.PUBLISHED: (Outcome.REMOVED, Outcome.PENDING),
    Review.State.REFUSED: (Outcome.PENDING,),
    Review.State.REMOVED: (Outcome.PENDING,),
    Review.State.SET_ASIDE: (),
}


class CannotDecide(Exception):
    """The decision is not carried out; the message tells a moderator why."""


class ReviewChanged(CannotDecide):
    """The review is not what the moderator saw."""

    def __init__(self, review: Review) -> None:
        super().__init__("This review has changed since you opened it.")
        self.review = review


class CannotAppeal(Exception):
    """The author cannot answer this decision; the message says why."""


class ReviewGone(CannotDecide, CannotAppeal):
    """Its author has taken the review back meanwhile."""

    def __init__(self) -> None:
        super().__init__("The review is gone, and there is nothing left to decide.")


class Verdict(NamedTuple):
    """What a moderator decides; `rule` is the id of one of `reviews.grounds.GROUNDS`."""

    outcome: str
    rule: str = ""
    words: str = ""
    note: str = ""


def missing_in(verdict: Verdict) -> dict[str, str]:
    """Return what a verdict against a review lacks: a message for each field of `Verdict`."""
    if verdict.outcome not in Decision.AGAINST:
        return {}
    if not verdict.rule:
        return {"rule": "Say which rule the review does not keep."}
    if verdict.rule in NOTE_NEEDED and not verdict.note:
        return {"note": "This rule needs a note that tells the author what is meant."}
    return {}


@transaction.atomic
def decide(
    *, review: Review, verdict: Verdict, moderator: User, seen: str | None = None
) -> Decision:
    """Change the state of a review, and tell its author.

    `seen` is `Review.as_seen` of the review as the moderator read it. Raises ReviewChanged when it
    is another by now, other kinds of CannotDecide, and PermissionDenied.
    """
    require_right(moderator, review)
    review = locked_review(review)
    if seen is not None and seen != review.as_seen:
        raise ReviewChanged(review)
    _check_verdict(verdict)
    _check_way(review, verdict)
    return _carry_out(review, verdict, moderator)


@transaction.atomic
def withdraw_review(*, review: Review) -> None:
    """Delete a review at its author's wish, in whatever state it is. Raises ReviewGone."""
    review = locked_review(review)
    _note(review, Verdict(Outcome.WITHDRAWN), decided_by=review.author)
    _delete(review)


@transaction.atomic
def erase_review(*, review: Review) -> None:
    """Delete a review with the account of its author; what was said about it goes, too (PN-6)."""
    review = locked_review(review)
    _note(review, Verdict(Outcome.ERASED), is_automatic=True)
    Appeal.objects.filter(decision__review=review).update(text="", note="")
    review.decisions.update(words="", note="")
    _delete(review)


@transaction.atomic
def appeal(*, decision: Decision, text: str) -> Appeal:
    """Take in the author's one answer to a decision. Raises CannotAppeal."""
    if decision.review is None:
        raise ReviewGone
    review = locked_review(decision.review)
    if reason := standing_of(review).reason_against_appeal(decision):
        raise CannotAppeal(reason)
    return Appeal.objects.create(decision=decision, text=text)


@transaction.atomic
def answer_appeal(*, appeal: Appeal, grant: bool, note: str, moderator: User) -> Appeal:
    """Decide on an appeal for good; granting it publishes the review again.

    Raises CannotDecide, also for the moderator whose decision it is about.
    """
    decision = appeal.decision
    if decision.review is None:
        raise ReviewGone
    require_right(moderator, decision.review)
    review = locked_review(decision.review)
    if decision.decided_by_id == moderator.pk:
        raise CannotDecide("Another moderator than the first decides on an appeal.")
    state = Appeal.State.GRANTED if grant else Appeal.State.DENIED
    answered = Appeal.objects.filter(pk=appeal.pk, state=Appeal.State.OPEN).update(
        state=state, note=note, decided_by=moderator, decided_at=timezone.now()
    )
    if not answered:
        raise CannotDecide("Somebody has decided on this appeal already.")
    appeal.refresh_from_db()
    if grant:
        _carry_out(review, Verdict(Outcome.PUBLISHED, note=note), moderator, tells_author=False)
    notices.tell_of_appeal(appeal)
    return appeal


def locked_review(review: Review) -> Review:
    """Return the review as it is now, while nobody else can change it. Raises ReviewGone."""
    lock_reviews_of(review.work_id)
    reviews = Review.objects.select_related("work", "author", "pen_name")
    try:
        return reviews.get(pk=review.pk)
    except Review.DoesNotExist as missing:
        raise ReviewGone from missing


def require_right(moderator: User, review: Review) -> None:
    """Raise PermissionDenied, and log the attempt, for who may not decide on this review."""
    if not moderator.has_perm("reviews.decide_review"):
        logger.warning("User %s tried to decide on review %s.", moderator.pk, review.pk)
        raise PermissionDenied("You may not decide on reviews.")
    if moderator.pk == review.author_id:
        logger.warning("User %s tried to decide on their own review %s.", moderator.pk, review.pk)
        raise PermissionDenied("Nobody decides on a review of their own.")


def held_by_brake(review: Review) -> bool:
    """Whether the review came while reviews of its work came far too fast. Runs a query."""
    return Brake.objects.holding(work=review.work_id, sent_at=review.created_at).exists()


def _check_verdict(verdict: Verdict) -> None:
    for message in missing_in(verdict).values():
        raise CannotDecide(message)


def _check_way(review: Review, verdict: Verdict) -> None:
    if verdict.outcome not in WAYS[review.state]:
        raise CannotDecide(f"This review is {review.get_state_display()} already.")
    if verdict.outcome == Outcome.PUBLISHED and held_by_brake(review):
        raise CannotDecide(
            "Reviews of this book come far faster than usual, and new ones wait. "
            "Lift the brake first."
        )
    _check_appeals(review, verdict)


def _check_appeals(review: Review, verdict: Verdict) -> None:
    """Hold to what an appeal has settled, or is going to."""
    appeals = list(Appeal.objects.filter(decision__review=review).select_related("decision"))
    states = {each.state for each in appeals}
    if Appeal.State.OPEN in states:
        raise CannotDecide("The author has appealed: decide on the appeal.")
    if Appeal.State.DENIED in states:
        raise CannotDecide("An appeal has settled this, and its outcome is final.")
    granted = [each for each in appeals if _is_of_this_wording(each, review)]
    if granted and review.is_published and verdict.outcome == Outcome.PENDING:
        raise CannotDecide(
            "An appeal was granted, and its outcome is final. "
            "For another reason the review can be taken down."
        )
    if verdict.rule and verdict.rule in {each.decision.rule for each in granted}:
        raise CannotDecide("An appeal about this rule was granted, and its outcome is final.")


def _is_of_this_wording(appeal: Appeal, review: Review) -> bool:
    """Whether an appeal was answered, and the author has written nothing new since then."""
    if appeal.decided_at is None:
        return False
    return review.edited_at is None or review.edited_at < appeal.decided_at


def _carry_out(
    review: Review, verdict: Verdict, moderator: User, *, tells_author: bool = True
) -> Decision:
    decision = _note(review, verdict, decided_by=moderator)
    Review.objects.filter(pk=review.pk).update(state=verdict.outcome)
    review.state = verdict.outcome
    rebuild_rating_summary(review.work_id)
    if tells_author:
        notices.tell_of_decision(decision)
    return decision


def _note(
    review: Review,
    verdict: Verdict,
    *,
    decided_by: User | None = None,
    is_automatic: bool = False,
) -> Decision:
    return Decision.objects.create(
        review=review,
        work=review.work,
        author=review.author,
        outcome=verdict.outcome,
        rule=verdict.rule,
        words=verdict.words,
        note=verdict.note,
        decided_by=decided_by,
        is_automatic=is_automatic,
        received_at=review.created_at,
    )


def _delete(review: Review) -> None:
    """Delete a review whose going is noted; its decisions and appeals stay for the log."""
    Appeal.objects.filter(decision__review=review, state=Appeal.State.OPEN).update(
        state=Appeal.State.WITHDRAWN, decided_at=timezone.now()
    )
    review.decisions.update(review=None)
    Review.objects.filter(pk=review.pk).delete_as_decided()
    rebuild_rating_summary(review.work_id)
