"""What happened to a review since somebody opened it."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from moderation.models import Case
from moderation.seen import review_in
from reviews.models import Decision, Review

GONE = "a member of staff who is gone"


class Piece(NamedTuple):
    """Words that two texts share (""), or that only the old ("gone") or the new ("added") has."""

    kind: str
    words: str


@dataclass(frozen=True)
class Change:
    """What another sees now that was not so when the review was opened."""

    review: Review
    # The decision that brought another state; None when the state is the same.
    decision: Decision | None
    is_edited: bool
    # The whole text, word by word; empty when what was seen is not known or is the same.
    pieces: list[Piece]

    @property
    def who(self) -> str:
        return who_decided(self.decision) if self.decision else ""

    def __str__(self) -> str:
        told = []
        if self.decision:
            told.append(
                f"now {self.review.get_state_display().lower()}, by {self.who}, "
                f"{self.decision.decided_at:%-d %b %Y, %H:%M}"
            )
        if self.is_edited and self.review.edited_at:
            told.append(f"edited by its author, {self.review.edited_at:%-d %b %Y, %H:%M}")
        return "; ".join(told)


def what_changed(review: Review, *, seen: str, seen_text: str = "") -> Change:
    """Compare a review with `moderation.seen` and `full_text` as they were. Runs a query."""
    seen_state, _, seen_moment = review_in(seen).partition(" ")
    decisions = review.decisions.select_related("decided_by")
    now = full_text(review)
    return Change(
        review=review,
        decision=decisions.last() if seen_state != review.state else None,
        is_edited=seen_moment != review.as_seen.partition(" ")[2],
        pieces=word_diff(seen_text, now) if _differ(seen_text, now) else [],
    )


def full_text(review: Review) -> str:
    """Return all that the author wrote of a review, to be compared. Runs a query."""
    return "\n\n".join(
        [
            f"{review.rating} star{'' if review.rating == 1 else 's'}",
            *(["All of it is a spoiler"] if review.has_spoilers else []),
            *([review.headline] if review.headline else []),
            review.text,
            *(
                f"Recommends {book.edition.work.full_title}: {book.reason}"
                for book in review.recommendations.all()
            ),
        ]
    )


def word_diff(before: str, after: str) -> list[Piece]:
    """Compare two texts word by word; what spaces there were does not count."""
    old, new = before.split(), after.split()
    pieces = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            pieces.append(Piece("", " ".join(old[old_from:old_to])))
            continue
        if old_from < old_to:
            pieces.append(Piece("gone", " ".join(old[old_from:old_to])))
        if new_from < new_to:
            pieces.append(Piece("added", " ".join(new[new_from:new_to])))
    return pieces


def who_decided(decision: Decision) -> str:
    if decision.is_automatic:
        return "the shop itself"
    return str(decision.decided_by or GONE)


def who_closed(case: Case) -> str:
    return str(case.closed_by or GONE)


def _differ(before: str, after: str) -> bool:
    return bool(before) and before.split() != after.split()
