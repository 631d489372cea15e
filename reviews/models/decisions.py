"""What was decided on reviews, and what their authors answered (B2)."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.constraints import text_limits
from catalog.models import Work
from reviews.grounds import title_of
from reviews.models.reviews import Review
from reviews.querysets import DecisionQuerySet, DecisionStays

WORDS_MAX = 1_000
NOTE_MAX = 2_000
APPEAL_MAX = 5_000


class Decision(models.Model):
    """One change of a review's state: who, when, why. Rows are added, never changed or deleted.

    A review is in the state that its last decision says; triggers see to both (migration 0009).
    The row stays when the review is gone, so that the public log's figures stay true. When two
    books become one, or one two, it goes to the book of its review.
    """

    class Outcome(models.TextChoices):
        PUBLISHED = "published", "published"
        REFUSED = "refused", "not published"
        REMOVED = "removed", "taken down"
        PENDING = "pending", "put back to wait"
        SET_ASIDE = "set aside", "set aside for another of the same reader"
        WITHDRAWN = "withdrawn", "taken back by its author"
        ERASED = "erased", "deleted with the account"

    # Those that keep a review from the public, or take it down: they name a rule.
    AGAINST = (Outcome.REFUSED, Outcome.REMOVED)

    review = models.ForeignKey(
        Review, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions_on_own_reviews",
    )
    outcome = models.CharField(max_length=9, choices=Outcome)
    rule = models.CharField(max_length=10, blank=True, help_text="The rule that was not kept.")
    words = models.TextField(blank=True, help_text="The words of the review that are meant.")
    note = models.TextField(blank=True, help_text="What the author is told besides.")
    is_automatic = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions_made",
    )
    decided_at = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(help_text="When the review was sent.")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            # The public log counts a month at a time.
            models.Index(fields=["decided_at"], name="decision_decided_at"),
            # The last decision on a review, which the triggers ask for.
            models.Index(fields=["review", "id"], name="decision_last"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome__in=[
                        "published",
                        "refused",
                        "removed",
                        "pending",
                        "set aside",
                        "withdrawn",
                        "erased",
                    ]
                ),
                name="decision_outcome_known",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["refused", "removed"]) | ~Q(rule=""),
                name="decision_against_names_its_rule",
                violation_error_message="Say which rule the review does not keep.",
            ),
            *text_limits("decision", rule=10, words=WORDS_MAX, note=NOTE_MAX),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.decided_at:%Y-%m-%d}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise DecisionStays

    @property
    def rule_title(self) -> str:
        return title_of(self.rule)

    @property
    def is_against(self) -> bool:
        """Whether the author may feel wronged, and so may appeal."""
        return self.outcome in self.AGAINST


class Appeal(models.Model):
    """An author's one answer to a decision; another moderator's word on it is final."""

    class State(models.TextChoices):
        OPEN = "open", "waiting for another moderator"
        GRANTED = "granted", "granted"
        DENIED = "denied", "not granted"
        WITHDRAWN = "withdrawn", "gone with the review"

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True, help_text="What the author is told.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="appeals_decided",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            # The moderators' desk: what waits, the oldest first.
            models.Index(
                fields=["created_at", "id"], condition=Q(state="open"), name="appeal_waiting"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "granted", "denied", "withdrawn"]),
                name="appeal_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="appeal_decided_when_it_is_not_open",
            ),
            *text_limits("appeal", text=APPEAL_MAX, note=NOTE_MAX),
        ]

    def __str__(self) -> str:
        return f"Appeal {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
