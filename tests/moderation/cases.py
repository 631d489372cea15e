"""Makers of reports for the tests of this room."""

from typing import Any

from moderation.models import Case
from moderation.services import Complaint, Reporter, report
from tests.factories import numbers

DESKS = {"review": "reviews", "pen_name": "reviews", "edition": "catalogue"}


def make_case(target: Any, *, reports: int = 1, **said: Any) -> Case:
    """Report a thing, as often as asked, each time by another visitor."""
    kind = target._meta.verbose_name.replace(" ", "_")
    said.setdefault("reason", "off_topic")
    for _ in range(reports):
        made = report(
            kind=kind,
            target=target,
            desk=DESKS.get(kind, "marketplace"),
            complaint=Complaint(**said),
            reporter=Reporter(person=f"visitor {next(numbers)}"),
        )
    return made.case
