"""The public log of moderation: figures counted from rows, month by month (B3).

A month is counted from rows that stay when a review is taken back or an account is closed, so what
it shows is the same for ever. No texts and no names.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import (
    Case,
    Count,
    Func,
    IntegerField,
    Min,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from moderation.medians import median_of
from moderation.models import Case as ReportCase
from moderation.models import Report
from reviews.grounds import GROUNDS, title_of
from reviews.models import STARS, Appeal, Decision, Review
from reviews.percentages import percentages

Outcome = Decision.Outcome
State = Review.State

MONTHS = 12
_ORDER = {ground.id: place for place, ground in enumerate(GROUNDS)}

# What was counted: the month's place in the list and what was counted, to how many.
Counts = Counter[tuple[Any, ...]]


class TenthsOfAnHour(Func):
    """The time between two moments, rounded to 6 minutes: `TenthsOfAnHour(later, earlier)`.

    Django leaves the difference of moments on SQLite to Python, row by row; and so few different
    values are counted much quicker than each exact one.
    """

    arity = 2
    arg_joiner = " - "
    output_field = IntegerField()
    template = "CAST(ROUND(EXTRACT(EPOCH FROM (%(expressions)s)) / 360) AS bigint)"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        in_days = self.copy()
        in_days.set_source_expressions(
            [Func(each, function="julianday") for each in self.source_expressions]
        )
        template = "CAST(ROUND((%(expressions)s) * 240) AS integer)"
        return in_days.as_sql(compiler, connection, template=template, **extra)


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
    received: int
    published: int
    refused: int
    removed: int
    withdrawn: int
    put_back: int
    reports: int
    cases_put_right: int
    cases_left: int
    appeals: int
    appeals_granted: int
    appeals_denied: int
    appeals_withdrawn: int
    # From the sending of a review to the first decision of a person on it; None without any.
    median_hours: float | None
    rules: Sequence[RuleRow]

    @property
    def is_empty(self) -> bool:
        figures = (value for value in vars(self).values() if isinstance(value, int))
        return not any(figures)


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
    """Return what happened in months that follow each other, the newest first. Seven queries."""
    reviews = _counted(Review.objects.all(), "created_at", first_days)
    gone = Decision.objects.filter(outcome__in=[Outcome.WITHDRAWN, Outcome.ERASED])
    received = reviews + _counted(gone, "received_at", first_days)
    decided = _counted(Decision.objects.all(), "decided_at", first_days, "outcome", "rule")
    reports = _counted(Report.objects.all(), "created_at", first_days)
    closed = _counted(ReportCase.objects.all(), "closed_at", first_days, "outcome")
    appeals = _counted(Appeal.objects.all(), "created_at", first_days)
    answered = _counted(Appeal.objects.all(), "decided_at", first_days, "state")
    medians = _median_hours(first_days)
    months = []
    for place, first_day in enumerate(first_days):
        outcomes = _without_rule(decided, place)
        month = Month(
            first_day=first_day,
            received=received[(place,)],
            published=outcomes[Outcome.PUBLISHED],
            refused=outcomes[Outcome.REFUSED],
            removed=outcomes[Outcome.REMOVED],
            withdrawn=outcomes[Outcome.WITHDRAWN],
            put_back=outcomes[Outcome.PENDING],
            reports=reports[(place,)],
            cases_put_right=closed[place, ReportCase.Outcome.PUT_RIGHT],
            cases_left=closed[place, ReportCase.Outcome.LEFT],
            appeals=appeals[(place,)],
            appeals_granted=answered[place, Appeal.State.GRANTED],
            appeals_denied=answered[place, Appeal.State.DENIED],
            appeals_withdrawn=answered[place, Appeal.State.WITHDRAWN],
            median_hours=medians.get(place),
            rules=_rule_rows(decided, place),
        )
        months.append(month)
    return months


def read_stars() -> list[StarRow]:
    """Return the stars of reviews published now beside those refused or removed, from 5 to 1."""
    decided = Review.objects.exclude(state=State.PENDING).order_by()
    counted = decided.values_list("state", "rating").annotate(count=Count("pk"))
    count = {(state, stars): number for state, stars, number in counted}
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


def _counted(rows: QuerySet[Any], at: str, first_days: Sequence[date], *by: str) -> Counts:
    counted = _in_months(rows, at, first_days).order_by().values_list("month", *by)
    return Counter({tuple(key): count for *key, count in counted.annotate(count=Count("pk"))})


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
    by_month: dict[int, dict[int, int]] = {}
    for (place, waited), count in _counted(waits, "decided_at", first_days, "waited").items():
        by_month.setdefault(place, {})[waited] = count
    medians = {place: median_of(counts) for place, counts in by_month.items()}
    return {place: median / 10 for place, median in medians.items() if median is not None}


def _in_months(rows: QuerySet[Any], at: str, first_days: Sequence[date]) -> QuerySet[Any]:
    """Keep the rows whose moment `at` is in these months; annotate `month`, its place in them.

    Comparing is quicker than TruncMonth, which SQLite leaves to Python, row by row.
    """
    newest = first_days[0]
    after = date(newest.year + newest.month // 12, newest.month % 12 + 1, 1)
    in_range = rows.filter(
        **{f"{at}__gte": _midnight(first_days[-1]), f"{at}__lt": _midnight(after)}
    )
    places = [
        When(**{f"{at}__gte": _midnight(day)}, then=Value(place))
        for place, day in enumerate(first_days)
    ]
    return in_range.annotate(month=Case(*places))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _without_rule(decided: Counts, place: int) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    for (month, outcome, _), count in decided.items():
        if month == place:
            outcomes[outcome] += count
    return outcomes


def _rule_rows(decided: Counts, place: int) -> list[RuleRow]:
    """Return a row for each rule held against a review in the month, in the order of the rules."""
    against = (Outcome.REFUSED, Outcome.REMOVED)
    rules = {rule for month, outcome, rule in decided if month == place and outcome in against}
    return [
        RuleRow(rule, *(decided[place, outcome, rule] for outcome in against))
        for rule in sorted(rules, key=lambda rule: (_ORDER.get(rule, len(_ORDER)), rule))
    ]
