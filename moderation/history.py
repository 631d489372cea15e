"""What staff are told of the author of a review, also behind “Anonymous” (B10)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from moderation.models import Case, Report
from reviews.models import Decision, Review, SignatureChange

SHOWN = 20


@dataclass(frozen=True)
class History:
    """The newest of each; the counts are of all."""

    author: User
    decisions: list[Decision]
    decision_count: int
    reviews: list[Review]
    review_count: int
    signatures: list[SignatureChange]
    report_count: int
    upheld_count: int


def history_of(review: Review) -> History | None:
    """Return the history of a review's author, None when the account is gone. Six queries."""
    author = review.author
    if author is None:
        return None
    decisions = Decision.objects.filter(author=author).select_related("work", "decided_by")
    others = Review.objects.filter(author=author).exclude(pk=review.pk)
    signatures = SignatureChange.objects.filter(review__author=author)
    reports = Report.objects.filter(case__review__author=author).aggregate(
        all=Count("pk"), upheld=Count("pk", filter=Q(case__outcome=Case.Outcome.PUT_RIGHT))
    )
    return History(
        author=author,
        decisions=list(decisions.order_by("-pk")[:SHOWN]),
        decision_count=decisions.count(),
        reviews=list(others.select_related("work", "pen_name")[:SHOWN]),
        review_count=others.count(),
        signatures=list(signatures.select_related("review__work").order_by("-pk")[:SHOWN]),
        report_count=reports["all"],
        upheld_count=reports["upheld"],
    )
