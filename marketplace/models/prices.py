from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.constraints import more_than_zero
from catalog.models import Edition


class PriceRecordIsFinal(TypeError):
    """Something tried to rewrite what was observed."""


class PriceRecord(models.Model):
    """What the cheapest live offer of an edition cost when somebody looked (B7).

    Rows are added and never changed, which a trigger sees to (migration 0005). A day without a
    row was not observed.
    """

    class Kind(models.TextChoices):
        NEW = "new", "New"
        USED = "used", "Used"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="price_records")
    kind = models.CharField(max_length=4, choices=Kind)
    observed_at = models.DateTimeField(default=timezone.now)
    lowest = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, help_text="Empty when there was no offer."
    )
    offer_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["observed_at", "pk"]
        indexes = [
            # A book's history of the last 90 days.
            models.Index(fields=["edition", "observed_at"], name="price_record_history"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["new", "used"]), name="price_record_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True, offer_count=0)
                | Q(lowest__isnull=False, offer_count__gt=0),
                name="price_record_price_of_an_offer",
            ),
            *more_than_zero("price_record", "lowest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.lowest}, {self.observed_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise PriceRecordIsFinal("A price record is never changed: add another.")
        super().save(*args, **kwargs)
