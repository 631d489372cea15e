from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.constraints import LONG_TEXT, NAME, text_limits
from catalog.models import Edition, Work
from reviews.querysets import ReviewQuerySet

STARS = (5, 4, 3, 2, 1)


class Review(models.Model):
    """What one reader says of one work."""

    class State(models.TextChoices):
        PENDING = "pending"
        PUBLISHED = "published"
        REFUSED = "refused"

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="reviews")
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    rating = models.PositiveSmallIntegerField(choices=[(n, f"{n} stars") for n in STARS])
    headline = models.CharField(max_length=NAME, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            # The book page reads a work's published reviews, newest first.
            models.Index(fields=["work", "state", "-created_at"], name="review_work_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "author"],
                name="review_one_per_author_and_work",
                violation_error_message="This reader has reviewed this work already.",
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=5), name="review_rating_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "published", "refused"]),
                name="review_state_known",
            ),
            *text_limits("review", headline=NAME, text=LONG_TEXT),
        ]

    def __str__(self) -> str:
        return f"{self.rating} stars for {self.work}"


class RatingSummary(models.Model):
    """How many published reviews of a work gave each number of stars; rebuilt from the reviews."""

    work = models.OneToOneField(Work, on_delete=models.CASCADE, related_name="rating_summary")
    stars_5 = models.PositiveIntegerField(default=0)
    stars_4 = models.PositiveIntegerField(default=0)
    stars_3 = models.PositiveIntegerField(default=0)
    stars_2 = models.PositiveIntegerField(default=0)
    stars_1 = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "rating summaries"

    def __str__(self) -> str:
        return f"{self.count} ratings of {self.work}"

    @property
    def distribution(self) -> list[tuple[int, int]]:
        """Five pairs of stars and count, from 5 stars to 1 (RV-2)."""
        return [(stars, getattr(self, f"stars_{stars}")) for stars in STARS]

    @property
    def count(self) -> int:
        return sum(count for _, count in self.distribution)

    @property
    def average(self) -> Decimal | None:
        """The mean to one decimal place, or None without reviews (RV-1)."""
        if not self.count:
            return None
        stars = sum(stars * count for stars, count in self.distribution)
        return (Decimal(stars) / self.count).quantize(Decimal("0.1"), ROUND_HALF_UP)
