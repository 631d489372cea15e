"""What those who reported something are told by mail, once it is decided (B17)."""

from accounts.mail import send_after_commit
from moderation.models import Case, Report
from moderation.targets import address_of, words_for


def tell_outcome(case: Case) -> None:
    """Tell each reporter who can be reached, one mail to an address.

    What visitors left to be told is forgotten then: nothing else needs it.
    """
    reports = case.reports.select_related("reporter")
    reachable = {_mailbox(said).lower(): said for said in reports if _mailbox(said)}
    for said in reachable.values():
        send_after_commit(
            to=_mailbox(said),
            template="moderation/mail/outcome",
            context={
                "case": case,
                "report": said,
                "what": words_for(case.kind, case.target),
                "address": address_of(case.target),
            },
        )
    reports.update(email="")


def _mailbox(report: Report) -> str:
    return report.reporter.email if report.reporter else report.email
