"""Where a review stands for its author: what was decided, why, and what may be done (B2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.models import Appeal, Decision, Review


@dataclass(frozen=True)
class Standing:
    review: Review
    # The newest first.
    decisions: Sequence[Decision]

    @property
    def last(self) -> Decision | None:
        """The decision that holds, or None for a review that nobody has decided on yet."""
        return self.decisions[0] if self.decisions else None

    @property
    def earlier(self) -> Sequence[Decision]:
        return self.decisions[1:]

    @property
    def appeal(self) -> Appeal | None:
        """The author's answer to the decision that holds."""
        return getattr(self.last, "appeal", None)

    @property
    def may_appeal(self) -> bool:
        return self.last is not None and not self.reason_against_appeal(self.last)

    def reason_against_appeal(self, decision: Decision) -> str:
        """Return why the author cannot answer this decision of the review's; "" when they can."""
        if not decision.is_against:
            return "Only a decision against a review can be appealed."
        if decision != self.last:
            return "Another decision has taken the place of this one."
        if self.appeal:
            return "There is one appeal on a decision, and you have made it."
        return ""


def standing_of(review: Review) -> Standing:
    """Return where a review stands. Needs `with_decisions()` to run no query."""
    decisions = sorted(review.decisions.all(), key=lambda decision: decision.pk, reverse=True)
    return Standing(review, decisions)
