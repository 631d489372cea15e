from django.db import models
from django.db.models import Q

from catalog.constraints import text_limits
from catalog.models import Edition
from catalog.models.runs import MESSAGE, Run, private_files
from marketplace.models.sellers import Seller


class FeedRun(Run):
    """One loading of a seller's file: how far it is, and what became of it."""

    class Mode(models.TextChoices):
        UPDATE = "update", "Add and change; remove what the file marks as gone"
        ADD = "add", "Add only; leave what is there"
        DELETE = "delete", "Remove every copy the file lists"
        REPLACE = "replace", "Replace all: remove what the file does not list"

    seller = models.ForeignKey(
        Seller, null=True, blank=True, on_delete=models.PROTECT, related_name="feed_runs"
    )
    file = models.FileField(upload_to="feeds/", storage=private_files, blank=True)
    results = models.FileField(upload_to="feed-results/", storage=private_files, blank=True)
    format = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    mode = models.CharField(max_length=7, choices=Mode, default=Mode.UPDATE)
    is_confirmed = models.BooleanField(
        default=False, help_text="That more than half of the seller’s offers may go."
    )
    lines = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)

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
