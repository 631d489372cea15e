from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone

from catalog.plain_text import readable_line

MESSAGE = 2_000
FILE_NAME = 255


def private_files() -> Storage:
    """Where feeds are kept: not among the covers, which everybody may fetch."""
    return storages["private"]


def kept_name(file_name: str) -> str:
    """Return the name of a file as a run keeps it: readable, and the end of a long one."""
    return readable_line(file_name)[-FILE_NAME:]


class Run(models.Model):
    """One loading of a file: how far it is, and how many of its records became what."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to be loaded"
        RUNNING = "running", "being loaded"
        ASKING = "asking", "waiting for a yes"
        DONE = "done", "loaded"
        FAILED = "failed", "stopped"

    file_name = models.CharField(max_length=FILE_NAME)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    message = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    # The lock that the process loading it holds (catalog.runs.locks).
    process = models.CharField(max_length=FILE_NAME, blank=True, default="", editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(default=timezone.now)
    progressed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.file_name}, {self.get_state_display()}"
