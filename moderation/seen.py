"""What a moderator saw of a review, as the desk's forms hold it and send it back."""

from moderation.models import Case
from reviews.models import Review


def seen_of(review: Review, case: Case | None) -> str:
    """Name the review as it is now, and the open case of reports that is shown with it."""
    return f"{review.as_seen} {case.pk}" if case else review.as_seen


def review_in(seen: str) -> str:
    """Return the part that is compared with `Review.as_seen`."""
    return " ".join(seen.split(" ")[:2])


def case_in(seen: str) -> int:
    """Return the number of the case that was open then, 0 without any."""
    number = seen.split(" ")[-1]
    return int(number) if number.isdecimal() and len(number) < 19 else 0
