"""What authors are told by mail; the same stands with the review for them to read."""

from accounts.mail import send_after_commit
from reviews.models import Appeal, Decision


def tell_of_decision(decision: Decision) -> None:
    """Tell the author what was decided, by which rule, and what may be done (B2).

    The words quoted are those that a moderator pointed to; the review's text is never in a mail.
    """
    if decision.author:
        send_after_commit(
            to=decision.author.email,
            template="reviews/mail/decision",
            context={"decision": decision, "review": decision.review, "work": decision.work},
        )


def tell_of_appeal(appeal: Appeal) -> None:
    """Tell the author how the appeal ended, which is final."""
    decision = appeal.decision
    if decision.author:
        send_after_commit(
            to=decision.author.email,
            template="reviews/mail/appeal",
            context={"appeal": appeal, "review": decision.review, "work": decision.work},
        )
