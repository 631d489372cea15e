"""Rows counted by month, in the database, quickly on SQLite as well."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, Func, IntegerField, QuerySet, Value, When
from django.utils import timezone

# The month's place in the list of months, then the values counted by, to how many rows.
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


def counted(rows: QuerySet[Any], at: str, first_days: Sequence[date], *by: str) -> Counts:
    """Count rows by the month of their moment `at`, and by the columns `by`.

    `first_days` are those of months that follow each other, the newest first.
    """
    counts = _in_months(rows, at, first_days).order_by().values_list("month", *by)
    return Counter({tuple(key): count for *key, count in counts.annotate(count=Count("pk"))})


def _in_months(rows: QuerySet[Any], at: str, first_days: Sequence[date]) -> QuerySet[Any]:
    """Keep the rows of these months; annotate `month`, the month's place in the list.

    Comparing is quicker than TruncMonth, which SQLite leaves to Python, row by row.
    """
    newest = first_days[0]
    after = date(newest.year + newest.month // 12, newest.month % 12 + 1, 1)
    begun, ended = _midnight(first_days[-1]), _midnight(after)
    places = [
        When(**{f"{at}__gte": _midnight(day)}, then=Value(place))
        for place, day in enumerate(first_days)
    ]
    in_range = rows.filter(**{f"{at}__gte": begun, f"{at}__lt": ended})
    return in_range.annotate(month=Case(*places))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
