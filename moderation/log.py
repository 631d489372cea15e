"""The public log of moderation: figures counted from rows, month by month (B3).

A month is counted from rows that stay when a review is taken back or an account is closed, so what
it shows is the same for ever. No texts and no names.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.utils import timezone

from moderation.counting import Counts, TenthsOfAnHour, counted
from moderation.medians import median_of
from moderation.models import Case, Report
from reviews.grounds import GROUNDS, title_of
from reviews.models import STARS, Appeal, Decision, Review
from reviews.percentages import percentages

Outcome = Decision.Outcome
State = Review.State

MONTHS = 12
RULES = [ground.id for ground in GROUNDS]
# The figure of a month that each outcome counts for.
DECISIONS: dict[str, str] = {
    Outcome.PUBLISHED: "published",
    Outcome.REFUSED: "refused",
    Outcome.REMOVED: "removed",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.PENDING: "put_back",
}
CASES: dict[str, str] = {Case.Outcome.PUT_RIGHT: "cases_put_right", Case.Outcome.LEFT: "cases_left"}
APPEALS: dict[str, str] = {
    Appeal.State.GRANTED: "appeals_granted",
    Appeal.State.DENIED: "appeals_denied",
    Appeal.State.WITHDRAWN: "appeals_withdrawn",
}


@dataclass(frozen=True)
class RuleRow:
    """How many reviews one rule was held against in a month."""

    rule: str
    refused: int
    removed: int

    @property
    def title(self) -> str:
        return title_of(self.rule)


@dataclass(frozen=True)
class Month:
    """One month. Decisions are counted: a review decided on twice counts twice."""

    first_day: date
    # Figure to number; see `_figures` for which there are.
    figures: Counter[str]
    # From the sending of a review to the first decision of a person on it; None without any.
    median_hours: float | None
    rules: Sequence[RuleRow]

    @property
    def is_empty(self) -> bool:
        return not any(self.figures.values())


@dataclass(frozen=True)
class StarRow:
    """How many of the reviews that are here now have so many stars."""

    stars: int
    published: int
    not_published: int
    # Whole per cent of the column; the column adds to 100, or to 0 where it is empty.
    published_share: int
    not_published_share: int


def last_months(today: date) -> list[date]:
    """Return the first days of the month of `today` and the eleven before, the newest first."""
    months = [today.year * 12 + today.month - 1 - back for back in range(MONTHS)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def months_of(year: int) -> list[date]:
    return [date(year, month, 1) for month in range(12, 0, -1)]


def read_months(first_days: Sequence[date]) -> list[Month]:
    """Return what happened in months that follow each other, the newest first. Eight queries."""
    decided = counted(Decision.objects.all(), "decided_at", first_days, "outcome", "rule")
    figures = _figures(first_days)
    for (place, outcome, _), count in decided.items():
        if name := DECISIONS.get(outcome):
            figures[place][name] += count
    medians = _median_hours(first_days)
    return [
        Month(first_day, figures[place], medians.get(place), _rule_rows(decided, place))
        for place, first_day in enumerate(first_days)
    ]


def read_stars() -> list[StarRow]:
    """Return the stars of reviews published now beside those refused or removed, from 5 to 1."""
    decided = Review.objects.exclude(state=State.PENDING).order_by()
    counts = decided.values_list("state", "rating").annotate(count=Count("pk"))
    count = {(state, stars): number for state, stars, number in counts}
    published = [count.get((State.PUBLISHED, stars), 0) for stars in STARS]
    against = [
        count.get((State.REFUSED, stars), 0) + count.get((State.REMOVED, stars), 0)
        for stars in STARS
    ]
    columns = (STARS, published, against, percentages(published), percentages(against))
    return [StarRow(*row) for row in zip(*columns, strict=True)]


def years(today: date) -> list[int]:
    """Return the years in which there was anything to log, the newest first."""
    firsts = [
        Review.objects.aggregate(first=Min("created_at"))["first"],
        Decision.objects.aggregate(first=Min("received_at"))["first"],
        Report.objects.aggregate(first=Min("created_at"))["first"],
    ]
    first = min((timezone.localdate(at).year for at in firsts if at), default=today.year)
    return list(range(today.year, first - 1, -1))


def _figures(first_days: Sequence[date]) -> dict[int, Counter[str]]:
    """Return all figures but those of decisions, by the month's place."""
    gone = Decision.objects.filter(outcome__in=[Outcome.WITHDRAWN, Outcome.ERASED])
    received = counted(Review.objects.all(), "created_at", first_days)
    received += counted(gone, "received_at", first_days)
    reports = counted(Report.objects.all(), "created_at", first_days)
    appeals = counted(Appeal.objects.all(), "created_at", first_days)
    figures: dict[int, Counter[str]] = defaultdict(Counter)
    for name, counts in [("received", received), ("reports", reports), ("appeals", appeals)]:
        for (place,), count in counts.items():
            figures[place][name] = count
    closed = counted(Case.objects.all(), "closed_at", first_days, "outcome")
    answered = counted(Appeal.objects.all(), "decided_at", first_days, "state")
    for names, counts in [(CASES, closed), (APPEALS, answered)]:
        for (place, outcome), count in counts.items():
            figures[place][names[outcome]] = count
    return figures


def _median_hours(first_days: Sequence[date]) -> dict[int, float]:
    """Return the median hours to a first decision, by the month's place.

    A review is known by work and moment, since the row of a decision outlives it.
    """
    human = Decision.objects.filter(
        is_automatic=False, outcome__in=[Outcome.PUBLISHED, Outcome.REFUSED]
    )
    firsts = human.order_by().values("work", "received_at").annotate(first=Min("pk"))
    waits = Decision.objects.filter(pk__in=firsts.values("first"))
    waits = waits.annotate(waited=TenthsOfAnHour("decided_at", "received_at"))
    by_month: dict[int, dict[int, int]] = defaultdict(dict)
    for (place, waited), count in counted(waits, "decided_at", first_days, "waited").items():
        by_month[place][waited] = count
    medians = {place: median_of(counts) for place, counts in by_month.items()}
    return {place: median / 10 for place, median in medians.items() if median is not None}


def _rule_rows(decided: Counts, place: int) -> list[RuleRow]:
    """Return a row for each rule held against a review in the month, in the order of the rules."""
    held = {
        rule for month, outcome, rule in decided if month == place and outcome in Decision.AGAINST
    }
    known = [rule for rule in RULES if rule in held]
    return [
        RuleRow(rule, *(decided[place, outcome, rule] for outcome in Decision.AGAINST))
        for rule in [*known, *sorted(held.difference(RULES))]
    ]
