"""The stars of a work's published reviews, counted."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from catalog.models import Edition, Work
from reviews.models.brakes import Brake
from reviews.models.reviews import STARS, Review
from reviews.percentages import percentages
from reviews.querysets import ReviewQuerySet


@dataclass(frozen=True)
class RatingRow:
    stars: int
    count: int
    percentage: int


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

    @classmethod
    def of(cls, work: Work) -> "RatingSummary":
        """Return a work's summary, empty before its first review. May run a query."""
        return getattr(work, "rating_summary", None) or cls(work=work)

    @property
    def distribution(self) -> list[tuple[int, int]]:
        """Five pairs of stars and count, from 5 stars to 1 (RV-2)."""
        return [(stars, getattr(self, f"stars_{stars}")) for stars in STARS]

    @property
    def rows(self) -> list[RatingRow]:
        """The five rows with their share; the shares add to 100 (B16)."""
        shares = percentages([count for _, count in self.distribution])
        return [
            RatingRow(stars, count, share)
            for (stars, count), share in zip(self.distribution, shares, strict=True)
        ]

    @property
    def count(self) -> int:
        return sum(count for _, count in self.distribution)

    @property
    def full_stars(self) -> int:
        """The average as whole stars to draw."""
        return int((self.average or Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def average(self) -> Decimal | None:
        """The mean to one decimal place, or None without reviews (RV-1)."""
        if not self.count:
            return None
        stars = sum(stars * count for stars, count in self.distribution)
        return (Decimal(stars) / self.count).quantize(Decimal("0.1"), ROUND_HALF_UP)


def with_review_facts(editions: QuerySet[Edition]) -> QuerySet[Any]:
    """Annotate editions with what stands beside their reviews.

    `review_count`: published reviews of the edition; `not_published_count`: those of the work that
    a moderator kept back or took down; `has_brake`: whether new ones of the work wait (B18a).
    """
    published = Review.objects.published().filter(edition=OuterRef("pk"))
    not_published = Review.objects.not_published().filter(work=OuterRef("work"))
    return editions.annotate(
        review_count=_counted(published, "edition"),
        not_published_count=_counted(not_published, "work"),
        has_brake=Exists(Brake.objects.on().filter(work=OuterRef("work"))),
    )


def _counted(reviews: ReviewQuerySet, by: str) -> Coalesce:
    counted = reviews.order_by().values(by).annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
