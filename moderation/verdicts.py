"""Decisions at the desk that settle the reports about a review with it."""

from django.db import transaction

from accounts.models import User
from moderation.changes import who_closed
from moderation.models import Case
from moderation.seen import case_in, review_in
from moderation.services import AlreadyClosed, close_case
from reviews.deciding import (
    CannotDecide,
    ReviewChanged,
    Verdict,
    decide,
    locked_review,
    require_right,
)
from reviews.models import Decision, Review


class ReportsClosed(CannotDecide):
    """Another moderator has settled the reports that were shown with the review."""

    def __init__(self, case: Case) -> None:
        note = f" Note: {case.note}" if case.note else ""
        super().__init__(
            f"{who_closed(case)} has closed the reports meanwhile: "
            f"{case.get_outcome_display()}.{note} Nothing was decided."
        )


def open_case_of(review: Review) -> Case | None:
    """Return the case of what is reported about a review and not settled. Runs a query."""
    return Case.objects.waiting().filter(review=review).first()


@transaction.atomic
def decide_at_desk(
    *, review: Review, verdict: Verdict, moderator: User, seen: str, to_reporters: str = ""
) -> Decision:
    """Decide as `reviews.deciding.decide` does, and close what was reported about the review.

    `seen` is as in `moderation.seen`. A review that is put back to wait keeps its reports. Raises
    what `decide` raises, and ReportsClosed.
    """
    decision = decide(review=review, verdict=verdict, moderator=moderator, seen=review_in(seen))
    _require_open(case_in(seen))
    if verdict.outcome != Decision.Outcome.PENDING:
        outcome = Case.Outcome.PUT_RIGHT if decision.is_against else Case.Outcome.LEFT
        _close_reports(review, outcome=outcome, note=to_reporters, moderator=moderator)
    return decision


@transaction.atomic
def leave_as_it_is(*, review: Review, moderator: User, seen: str, to_reporters: str) -> None:
    """Close the reports about a review that stays. Raises ReviewChanged and CannotDecide."""
    require_right(moderator, review)
    review = locked_review(review)
    if review_in(seen) != review.as_seen:
        raise ReviewChanged(review)
    _require_open(case_in(seen))
    if not _close_reports(
        review, outcome=Case.Outcome.LEFT, note=to_reporters, moderator=moderator
    ):
        raise CannotDecide("Somebody has closed the reports already.")


def _require_open(case: int) -> None:
    """Raise ReportsClosed when a case that a moderator saw open is closed by now."""
    closed = Case.objects.filter(pk=case, closed_at__isnull=False).select_related("closed_by")
    if found := closed.first():
        raise ReportsClosed(found)


def _close_reports(review: Review, *, outcome: str, note: str, moderator: User) -> bool:
    """Close the open case of a review; return whether there was one."""
    case = open_case_of(review)
    if case is None:
        return False
    try:
        close_case(case=case, outcome=outcome, note=note, staff=moderator)
    except AlreadyClosed:
        return False
    return True
