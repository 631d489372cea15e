"""The writes of this room that touch several rows."""

from typing import NamedTuple

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.models import User
from moderation.models import Case, Report
from moderation.notices import tell_outcome


class AlreadyClosed(Exception):
    """Somebody has closed the case already."""


class AlreadyReported(Exception):
    """This person has reported this already, and counts once (RP-3)."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class Reporter(NamedTuple):
    """Who reports; `person` is the same when one person comes again (RP-3)."""

    person: str
    account: User | None = None
    email: str = ""


class Complaint(NamedTuple):
    """What is said to be wrong, checked by the form."""

    reason: str
    comment: str = ""
    field: str = ""
    right_value: str = ""


def report(
    *, kind: str, target: models.Model, desk: str, complaint: Complaint, reporter: Reporter
) -> Report:
    """Note a report. Many about one thing make one case; one person counts once in it (RP-3).

    Raises AlreadyReported. Nothing but the case and the report is written: a report alone hides
    nothing.
    """
    about = {"desk": desk, "kind": kind, kind: target, "field": complaint.field}
    try:
        return _report(about, complaint, reporter)
    except IntegrityError:
        # Two people opened the case, or one person clicked twice, at the same moment: by now the
        # other's row is there.
        return _report(about, complaint, reporter)


@transaction.atomic
def _report(about: dict[str, object], complaint: Complaint, reporter: Reporter) -> Report:
    # Locked, so that nobody closes the case before this report is in it and can be answered.
    waiting = Case.objects.select_for_update().filter(closed_at=None, **about)
    case = waiting.first() or Case.objects.create(**about)
    said, is_new = Report.objects.get_or_create(
        case=case,
        person=reporter.person,
        defaults={
            "reason": complaint.reason,
            "comment": complaint.comment,
            "right_value": complaint.right_value,
            "reporter": reporter.account,
            "email": reporter.email,
        },
    )
    if not is_new:
        raise AlreadyReported(said)
    return said


@transaction.atomic
def close_case(*, case: Case, outcome: str, note: str, staff: User) -> Case:
    """Close a case with a `Case.Outcome` and tell those who reported it. Raises AlreadyClosed."""
    closed = Case.objects.filter(pk=case.pk, closed_at=None).update(
        outcome=outcome, note=note, closed_by=staff, closed_at=timezone.now()
    )
    if not closed:
        raise AlreadyClosed
    case.refresh_from_db()
    tell_outcome(case)
    return case
