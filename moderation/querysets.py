from typing import TYPE_CHECKING, Self

from django.db.models import Count, QuerySet

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
