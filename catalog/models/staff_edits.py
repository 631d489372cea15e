"""What staff wrote by hand, so that no feed overwrites it silently."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.constraints import text_limits
from catalog.models.editions import Edition
from catalog.models.works import Work


class StaffEdit(models.Model):
    """A fact of a work or of an edition that staff wrote last; feeds leave it as it is.

    `field` is the name of a column, or of the rows below: "contributors", "contents" and so on.
    """

    work = models.ForeignKey(
        Work, null=True, blank=True, on_delete=models.CASCADE, related_name="staff_edits"
    )
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.CASCADE, related_name="staff_edits"
    )
    field = models.CharField(max_length=40)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["field"]
        constraints = [
            models.CheckConstraint(
                condition=Q(work__isnull=True, edition__isnull=False)
                | Q(work__isnull=False, edition__isnull=True),
                name="staff_edit_of_a_work_or_an_edition",
            ),
            models.UniqueConstraint(fields=["work", "field"], name="staff_edit_of_work_unique"),
            models.UniqueConstraint(
                fields=["edition", "field"], name="staff_edit_of_edition_unique"
            ),
            *text_limits("staff_edit", field=40),
        ]

    def __str__(self) -> str:
        return self.field
