from typing import TYPE_CHECKING, Self

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from moderation.models import Case, Report  # noqa: F401 - named in quotes below.


class CaseQuerySet(QuerySet["Case"]):
    def waiting(self) -> Self:
        """Those that nobody has closed, the oldest first."""
        return self.filter(closed_at=None).order_by("opened_at", "pk")

    def on_desk(self, desk: str) -> Self:
        return self.filter(desk=desk)

    def with_report_count(self) -> Self:
        return self.annotate(report_count=Count("reports"))


class ReportQuerySet(QuerySet["Report"]):
    def with_record(self) -> Self:
        """Each with how many other reports of the same person were judged, and how many were right.

        A person whose reports were right before comes first: past accuracy weighs more than how
        many say the same (B17).
        """
        same_person = self.model.objects.filter(
            person=OuterRef("person"), case__closed_at__isnull=False
        )
        judged = same_person.order_by().values("person").annotate(count=Count("pk"))
        right = judged.filter(case__outcome="put right")
        return self.annotate(
            judged_before=Coalesce(Subquery(judged.values("count")), 0),
            right_before=Coalesce(Subquery(right.values("count")), 0),
        ).order_by("-right_before", "created_at", "pk")

    def with_targets(self) -> Self:
        """Reports with what they are about, whatever it is, for `moderation.targets`."""
        return self.select_related(
            "case__review__work",
            "case__pen_name",
            "case__edition__work",
            "case__offer__seller",
            "case__offer__edition__work",
            "case__seller",
        )
