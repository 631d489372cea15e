"""The loading of ONIX files: what became of each record, and what staff did about the refused."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from catalog.constraints import text_limits
from catalog.importing import Outcome
from catalog.models.editions import Edition
from catalog.models.runs import MESSAGE, Run, private_files


class OnixRun(Run):
    """One loading of an ONIX file, one at a time; stopped, it goes on after its last record."""

    file = models.FileField(upload_to="onix/", storage=private_files, blank=True)
    incoming = models.CharField(
        max_length=255, blank=True, help_text="The file in the folder of incoming files."
    )
    folder = models.TextField(
        blank=True, help_text="Where a file of the command line stood, with its covers beside it."
    )
    is_trial = models.BooleanField(
        "only show what would change", default=False, help_text="Nothing in the shop is changed."
    )
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file.")
    records = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    # When this process began, and after how many records: what the time left is told from.
    began_at = models.DateTimeField(null=True, blank=True)
    began_after = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "ONIX file"
        ordering = ["-pk"]
        constraints = [
            # Two loads would wait for each other's books, and SQLite takes one writer only.
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="onix_run_one_running_unique"
            ),
            *text_limits("onix_run", message=MESSAGE),
        ]


class OnixRecordQuerySet(models.QuerySet["OnixRecord"]):
    def refused(self) -> "QuerySet[OnixRecord]":
        return self.filter(outcome=Outcome.REFUSED.value)

    def open(self) -> "QuerySet[OnixRecord]":
        """Refused records of real loadings that nobody mended or left."""
        return self.refused().filter(answer="", run__is_trial=False)


class OnixRecord(models.Model):
    """What became of one record of an ONIX file; a refused one is kept, to be mended."""

    class Answer(models.TextChoices):
        MENDED = "mended", "mended"
        LEFT = "left", "left as it is"

    run = models.ForeignKey(OnixRun, on_delete=models.CASCADE, related_name="results")
    number = models.PositiveIntegerField(help_text="Which record of the file it is, from 1.")
    place = models.TextField()
    outcome = models.CharField(
        max_length=9, choices=[(outcome.value, outcome.value) for outcome in Outcome]
    )
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    source = models.TextField(blank=True, help_text="The record, where it was refused.")
    answer = models.CharField(max_length=6, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = OnixRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "record of an ONIX file"
        verbose_name_plural = "refused ONIX records"
        ordering = ["run", "number"]
        constraints = [
            # So that a file that goes on after a stop tells of no record twice.
            models.UniqueConstraint(fields=["run", "number"], name="onix_record_number_unique"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(outcome="refused", answered_at__isnull=False),
                name="onix_record_answered_where_refused",
            ),
        ]

    def __str__(self) -> str:
        return self.place
