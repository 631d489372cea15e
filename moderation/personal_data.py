"""What this room keeps of an account, for “download my data” and “close my account” (PN-6)."""

import secrets
from typing import Any

from django.db import transaction

from accounts.models import User
from moderation.models import Report
from moderation.targets import words_for


class ReportData:
    """What one account has reported."""

    def export(self, user: User) -> dict[str, Any]:
        reports = Report.objects.filter(reporter=user).with_targets()
        return {"reports": [_as_dict(report) for report in reports]}

    @transaction.atomic
    def erase(self, user: User, *, keep_anonymous: bool) -> None:
        """Take the person out of the reports; what is wrong with a thing stays to be looked at.

        No two of them can be told to be of one person afterwards. The right value stays, too: it
        is about the book.
        """
        for report in Report.objects.filter(reporter=user):
            report.reporter = None
            report.email = report.comment = ""
            report.person = secrets.token_hex(32)
            report.save(update_fields=["reporter", "email", "comment", "person"])
        Report.objects.filter(email__iexact=user.email).update(email="")


def _as_dict(report: Report) -> dict[str, Any]:
    case = report.case
    return {
        "what": words_for(case.kind, case.target),
        "reason": report.reason_label,
        "fact": case.field_label,
        "right_value": report.right_value,
        "comment": report.comment,
        "reported_at": report.created_at,
        "outcome": case.get_outcome_display(),
        "note": case.note,
    }


source = ReportData()
