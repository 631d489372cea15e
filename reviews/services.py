"""The writes of this room that touch several rows."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import PenName, User
from catalog.models import Edition, Work
from reviews.brake import apply_brake
from reviews.models import (
    STARS,
    Draft,
    HelpfulVote,
    RatingSummary,
    Recommendation,
    Review,
    SignatureChange,
)
from reviews.rules import RULES_VERSION
from reviews.screening import Screening


class AlreadyReviewed(Exception):
    """The author has a review of this work that can no longer be edited."""

    def __init__(self, review: Review) -> None:
        super().__init__("You have reviewed this book already.")
        self.review = review


class OwnReview(Exception):
    """Nobody may vote on a review of their own."""


class RecommendedBook(NamedTuple):
    edition: Edition
    reason: str


class WrittenReview(NamedTuple):
    """A review as its author wants it, checked by the form."""

    rating: int
    headline: str
    text: str
    has_spoilers: bool
    pen_name: PenName | None
    recommended: Sequence[RecommendedBook]


def lock_reviews_of(work_id: int) -> None:
    """Let whoever changes a review of the same work wait until this transaction is over."""
    Work.objects.select_for_update().get(pk=work_id)


@transaction.atomic
def submit_review(
    *, author: User, edition: Edition, written: WrittenReview, screening: Screening
) -> Review:
    """Store a review that waits for a moderator, or the new wording of one that still waits.

    The draft of it goes. A second click stores nothing twice. A new review may be the one too many
    that puts the brake on. Raises AlreadyReviewed.
    """
    lock_reviews_of(edition.work_id)
    review = Review.objects.standing().filter(work=edition.work, author=author).first()
    if review and not review.is_pending:
        raise AlreadyReviewed(review)
    is_new = review is None
    if review:
        review.edited_at = timezone.now()
        _note_signature(review, written.pen_name)
    else:
        review = Review(work=edition.work, edition=edition, author=author)
    review.rating = written.rating
    review.headline = written.headline
    review.text = written.text
    review.has_spoilers = written.has_spoilers
    review.pen_name = written.pen_name
    review.rules_version = RULES_VERSION
    review.findings = screening.as_json()
    review.rules_hit = screening.rules_hit
    review.save()
    _replace_recommendations(review, written.recommended)
    Draft.objects.filter(author=author, work=edition.work).delete()
    if is_new:
        apply_brake(edition.work)
    return review


@transaction.atomic
def sign_review(*, review: Review, pen_name: PenName | None) -> None:
    """Sign a review anew, None for "Anonymous", and note it for staff (B10).

    Signing it as it is signed changes nothing.
    """
    lock_reviews_of(review.work_id)
    review = Review.objects.select_related("pen_name").get(pk=review.pk)
    _note_signature(review, pen_name)
    Review.objects.filter(pk=review.pk).update(pen_name=pen_name)


@transaction.atomic
def vote_helpful(*, review: Review, voter: User) -> None:
    """Count a reader's vote, once. Raises OwnReview."""
    if review.author_id == voter.pk:
        raise OwnReview
    HelpfulVote.objects.get_or_create(review=review, voter=voter)


def take_back_vote(*, review: Review, voter: User) -> None:
    HelpfulVote.objects.filter(review=review, voter=voter).delete()


@transaction.atomic
def rebuild_rating_summary(work_id: int) -> None:
    """Count a work's published reviews anew, one rebuild at a time for each work."""
    lock_reviews_of(work_id)
    counts = (
        Review.objects.filter(work=work_id)
        .published()
        .aggregate(**{f"stars_{stars}": Count("pk", filter=Q(rating=stars)) for stars in STARS})
    )
    RatingSummary.objects.update_or_create(work_id=work_id, defaults=counts)


def _note_signature(review: Review, pen_name: PenName | None) -> None:
    """Note how a stored review was signed, when that is about to change."""
    if review.pen_name != pen_name:
        before, after = (name.name if name else "" for name in (review.pen_name, pen_name))
        SignatureChange.objects.create(review=review, before=before, after=after)


def _replace_recommendations(review: Review, recommended: Sequence[RecommendedBook]) -> None:
    review.recommendations.all().delete()
    Recommendation.objects.bulk_create(
        Recommendation(review=review, edition=book.edition, reason=book.reason, order=order)
        for order, book in enumerate(recommended, 1)
    )
