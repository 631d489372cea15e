"""What people report: each thing once, however many report it (RP-1 to RP-4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import PenName
from catalog.constraints import text_limits
from catalog.models import Edition
from marketplace.models import Offer, Seller
from moderation.facts import fact_label
from moderation.querysets import CaseQuerySet, ReportQuerySet
from moderation.reasons import label_of
from reviews.models import Review

COMMENT_MAX = 2_000
VALUE_MAX = 2_000
NOTE_MAX = 2_000

TARGETS = ("review", "pen_name", "edition", "offer", "seller")


def _only(kind: str) -> Q:
    """Nothing but a target of this kind; none at all when it is gone."""
    others = {f"{target}__isnull": True for target in TARGETS if target != kind}
    return Q(kind=kind, **others)


class Case(models.Model):
    """One thing that was reported; one entry on the desk of those who look after it (RP-3)."""

    class Kind(models.TextChoices):
        REVIEW = "review", "review"
        PEN_NAME = "pen_name", "pen name"
        EDITION = "edition", "book page"
        OFFER = "offer", "offer"
        SELLER = "seller", "seller"

    class Desk(models.TextChoices):
        """Whose work it is: a role each (migration 0002)."""

        REVIEWS = "reviews", "moderators"
        CATALOGUE = "catalogue", "catalogue editors"
        MARKETPLACE = "marketplace", "marketplace managers"

    class Outcome(models.TextChoices):
        PUT_RIGHT = "put right", "put right"
        LEFT = "left", "left as it is"

    kind = models.CharField(max_length=8, choices=Kind)
    desk = models.CharField(max_length=11, choices=Desk)
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.SET_NULL)
    pen_name = models.ForeignKey(PenName, null=True, blank=True, on_delete=models.PROTECT)
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.SET_NULL)
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL)
    seller = models.ForeignKey(Seller, null=True, blank=True, on_delete=models.SET_NULL)
    field = models.CharField(
        max_length=20, blank=True, help_text="The fact that is said to be wrong on a book page."
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    note = models.TextField(blank=True, help_text="What those who reported it are told.")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        # What the admin calls the list, which holds reviews and appeals that wait, too.
        verbose_name_plural = "the desk: what waits"
        permissions = [
            ("handle_reviews", "Can work at the moderators' desk"),
            ("handle_catalogue", "Can work at the catalogue editors' desk"),
            ("handle_marketplace", "Can work at the marketplace managers' desk"),
        ]
        indexes = [
            # A desk: what waits, the oldest first.
            models.Index(
                fields=["desk", "opened_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="case_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(desk__in=["reviews", "catalogue", "marketplace"]),
                name="case_desk_known",
            ),
            models.CheckConstraint(
                condition=_only("review")
                | _only("pen_name")
                | _only("edition")
                | _only("offer")
                | _only("seller"),
                name="case_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(closed_at__isnull=False, outcome__in=["put right", "left"]),
                name="case_closed_with_an_outcome",
            ),
            *(
                models.UniqueConstraint(
                    fields=["desk", target, "field"],
                    condition=Q(closed_at__isnull=True, **{f"{target}__isnull": False}),
                    name=f"case_open_once_for_{target}",
                )
                for target in TARGETS
            ),
            *text_limits("case", field=20, note=NOTE_MAX),
        ]

    def __str__(self) -> str:
        return f"Reports about a {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def field_label(self) -> str:
        """The fact that is said to be wrong, in words; "" when the case is about no one fact."""
        return fact_label(self.field) if self.field else ""

    @property
    def target(self) -> models.Model | None:
        """What was reported, or None when it is gone. May run a query."""
        target: models.Model | None = getattr(self, self.kind)
        return target


class Report(models.Model):
    """What one person says is wrong with one thing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=20)
    comment = models.TextField(blank=True)
    right_value = models.TextField(
        blank=True, help_text="What should stand on the page, if the reporter knows it."
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    email = models.EmailField(blank=True, help_text="Where the outcome is to be told.")
    person = models.CharField(
        max_length=64, help_text="A fingerprint that is the same when one person reports again."
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            # What became of other reports of the same person.
            models.Index(fields=["person"], name="report_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="report_once_for_a_person"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(person=""), name="report_has_reason_and_person"
            ),
            *text_limits(
                "report",
                reason=20,
                comment=COMMENT_MAX,
                right_value=VALUE_MAX,
                email=254,
                person=64,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason}, {self.created_at:%Y-%m-%d}"

    @property
    def reason_label(self) -> str:
        """The reason in words. Needs `case` loaded."""
        return label_of(self.case.kind, self.reason)
