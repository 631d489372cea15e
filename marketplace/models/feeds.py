from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.constraints import text_limits
from catalog.models import Edition
from catalog.plain_text import readable_line
from marketplace.models.sellers import Seller

MESSAGE = 2_000
FILE_NAME = 255


def private_files() -> Storage:
    """Where sellers' files are kept: not among the covers, which everybody may fetch."""
    return storages["private"]


def kept_name(file_name: str) -> str:
    """Return the name of a file as a run keeps it: readable, and the end of a long one."""
    return readable_line(file_name)[-FILE_NAME:]


class FeedRun(models.Model):
    """One loading of a seller's file: how far it is, and what became of it."""

    class Mode(models.TextChoices):
        UPDATE = "update", "Add and change; remove what the file marks as gone"
        ADD = "add", "Add only; leave what is there"
        DELETE = "delete", "Remove every copy the file lists"
        REPLACE = "replace", "Replace all: remove what the file does not list"

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to be loaded"
        RUNNING = "running", "being loaded"
        ASKING = "asking", "waiting for a yes"
        DONE = "done", "loaded"
        FAILED = "failed", "stopped"

    seller = models.ForeignKey(
        Seller, null=True, blank=True, on_delete=models.PROTECT, related_name="feed_runs"
    )
    file_name = models.CharField(max_length=FILE_NAME)
    file = models.FileField(upload_to="feeds/", storage=private_files, blank=True)
    results = models.FileField(upload_to="feed-results/", storage=private_files, blank=True)
    format = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    mode = models.CharField(max_length=7, choices=Mode, default=Mode.UPDATE)
    is_confirmed = models.BooleanField(
        default=False, help_text="That more than half of the seller’s offers may go."
    )
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    message = models.TextField(blank=True)
    lines = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
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
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], condition=Q(state="running"), name="feed_run_one_for_a_seller"
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="running", seller__isnull=True),
                name="feed_run_one_for_all_sellers",
            ),
            *text_limits("feed_run", message=MESSAGE),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.get_state_display()}"


class Proposal(models.Model):
    """A line without a usable ISBN, and the edition that its title and author point to.

    Staff say whether it is the one: only then does it become an offer (B15).
    """

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="proposals")
    sku = models.CharField(max_length=100)
    title = models.TextField()
    author = models.TextField(blank=True)
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    said = models.JSONField(help_text="What the line says of the offer, field by field.")
    updated_at = models.DateTimeField(auto_now=True)
    turned_down_at = models.DateTimeField(
        null=True, blank=True, help_text="When staff said that it is none of the shop's books."
    )

    class Meta:
        ordering = ["seller", "sku"]
        constraints = [
            models.UniqueConstraint(fields=["seller", "sku"], name="proposal_sku_unique"),
            *text_limits("proposal", sku=100, title=2_000, author=2_000),
        ]

    def __str__(self) -> str:
        return f"{self.sku}: {self.title[:80]}"
