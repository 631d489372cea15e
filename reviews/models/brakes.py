from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.constraints import at_least
from catalog.models import Work
from reviews.querysets import BrakeQuerySet


class Brake(models.Model):
    """Reviews of a work that came far faster than usual wait until staff lift it (B18a)."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="review_brakes")
    begun_at = models.DateTimeField(default=timezone.now)
    arrived = models.PositiveIntegerField(help_text="Reviews of the last 24 hours when it began.")
    usual_per_day = models.DecimalField(max_digits=8, decimal_places=2)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = BrakeQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["work"], condition=Q(lifted_at__isnull=True), name="brake_one_on_a_work"
            ),
            *at_least("brake", arrived=1, usual_per_day=0),
        ]

    def __str__(self) -> str:
        return f"Brake on reviews of {self.work}"

    @property
    def is_on(self) -> bool:
        return self.lifted_at is None
