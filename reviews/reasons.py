"""Why reviews of a book are not published: the rules, counted, without a text or a name (B3)."""

from dataclasses import dataclass

from django.db.models import Count, Max

from catalog.models import Work
from reviews.grounds import title_of
from reviews.models import Decision, Review


@dataclass(frozen=True)
class Reason:
    rule: str
    count: int

    @property
    def title(self) -> str:
        return title_of(self.rule)


def reasons_of(work: Work) -> list[Reason]:
    """Return the rules that a work's reviews were refused or removed for, the most usual first."""
    kept_back = Review.objects.filter(work=work).not_published().order_by()
    last = kept_back.annotate(last=Max("decisions")).values("last")
    counted = Decision.objects.filter(pk__in=last).order_by().values("rule")
    counted = counted.annotate(count=Count("pk")).order_by("-count", "rule")
    return [Reason(each["rule"], each["count"]) for each in counted]
