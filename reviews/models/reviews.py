"""What readers write: reviews, the books they recommend in them, votes, drafts."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import PenName
from accounts.pen_names import LONGEST
from catalog.constraints import LONG_TEXT, NAME, text_limits
from catalog.models import Edition, Work
from reviews.querysets import NeedsDecision, ReviewQuerySet

STARS = (5, 4, 3, 2, 1)
RECOMMENDATIONS_MAX = 5
REASON_MAX = 200
ANONYMOUS = "Anonymous"


class Review(models.Model):
    """What one reader says of one work."""

    class State(models.TextChoices):
        PENDING = "pending", "waiting for a moderator"
        PUBLISHED = "published"
        REFUSED = "refused", "not published"
        REMOVED = "removed", "taken down"
        # Two books became one, and another review of this reader stands for it.
        SET_ASIDE = "set aside", "set aside for another of the same reader"

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="reviews")
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="reviews",
        help_text="Empty when the account was closed and the review kept.",
    )
    pen_name = models.ForeignKey(
        PenName,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviews",
        help_text="Empty for “Anonymous”.",
    )
    rating = models.PositiveSmallIntegerField(choices=[(n, f"{n} stars") for n in STARS])
    headline = models.CharField(max_length=NAME, blank=True)
    text = models.TextField()
    has_spoilers = models.BooleanField(
        default=False, help_text="The whole review is shown only to those who open it."
    )
    rules_version = models.CharField(
        max_length=20, blank=True, help_text="The rules its author agreed to."
    )
    findings = models.JSONField(
        default=list, blank=True, help_text="What the screening found in the text as sent."
    )
    # The rules of the findings, each between spaces, for staff to filter by: " RR-3 RR-9 ".
    rules_hit = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [("decide_review", "Can decide on reviews and appeals")]
        indexes = [
            # The book page reads a work's published reviews, newest first.
            models.Index(fields=["work", "state", "-created_at"], name="review_work_newest"),
            # The moderators' desk: what waits, the oldest first.
            models.Index(
                fields=["created_at", "id"], condition=Q(state="pending"), name="review_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "author"],
                condition=~Q(state="set aside"),
                name="review_one_per_author_and_work",
                violation_error_message="This reader has reviewed this work already.",
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=5), name="review_rating_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "published", "refused", "removed", "set aside"]),
                name="review_state_known",
            ),
            *text_limits("review", headline=NAME, text=LONG_TEXT, rules_version=20, rules_hit=100),
        ]

    def __str__(self) -> str:
        return f"{self.rating} stars for {self.work}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review-detail", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeedsDecision("A review goes by a decision: see reviews/deciding.py.")

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def is_set_aside(self) -> bool:
        return self.state == self.State.SET_ASIDE

    @property
    def as_seen(self) -> str:
        """What changes when the review does: a moderator decides on what was on the screen."""
        changed_at = self.edited_at or self.created_at
        return f"{self.state} {changed_at.isoformat()}"

    @property
    def signature(self) -> str:
        """The name the public sees (PN-5). Needs `pen_name` loaded."""
        return self.pen_name.name if self.pen_name else ANONYMOUS


class SignatureChange(models.Model):
    """That an author signed a review anew; for staff, since the public sees "Anonymous" (B10)."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="signature_changes")
    before = models.CharField(max_length=LONGEST, blank=True, help_text="Empty for “Anonymous”.")
    after = models.CharField(max_length=LONGEST, blank=True, help_text="Empty for “Anonymous”.")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["changed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="signature_change_is_a_change"
            ),
            *text_limits("signature_change", before=LONGEST, after=LONGEST),
        ]

    def __str__(self) -> str:
        return f"{self.before or ANONYMOUS} to {self.after or ANONYMOUS}"


class RecommendationManager(models.Manager["Recommendation"]):
    """Recommendations with their books, which every use of them shows."""

    def get_queryset(self) -> models.QuerySet["Recommendation"]:
        return super().get_queryset().select_related("edition__work")


class Recommendation(models.Model):
    """Another book that the author of a review recommends to its readers (RV-9)."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="recommendations")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="recommendations")
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    order = models.PositiveSmallIntegerField()

    objects = RecommendationManager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["review", "edition"], name="recommendation_once"),
            models.UniqueConstraint(fields=["review", "order"], name="recommendation_order_unique"),
            models.CheckConstraint(
                condition=Q(order__gte=1, order__lte=RECOMMENDATIONS_MAX),
                name="recommendation_at_most_five",
            ),
            *text_limits("recommendation", reason=REASON_MAX),
        ]

    def __str__(self) -> str:
        return str(self.edition)


class HelpfulVote(models.Model):
    """One account that found a review helpful."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="helpful_votes")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="helpful_votes"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "voter"], name="helpful_vote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voter} for {self.review}"


class Draft(models.Model):
    """What a signed-in reader has typed for a work and not sent yet (RV-10)."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_drafts"
    )
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(help_text="The form as it was sent, field by field.")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "work"], name="draft_one_per_work"),
        ]

    def __str__(self) -> str:
        return f"Draft of {self.author} on {self.work}"
