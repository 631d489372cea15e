"""Makers of the database constraints that several models share."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast, Length, Substr
from django.db.models.lookups import Exact, LessThanOrEqual

from catalog.publication_date import Precision

# Wide enough for what a feed may send, so that odd text is shown instead of lost.
LONG_TEXT = 100_000
TITLE = 10_000
# Names are looked up, and PostgreSQL indexes no more than about 2,700 bytes.
NAME = 500
SLUG = 120


def text_limits(model: str, **limits: int) -> Iterator[models.CheckConstraint]:
    """Yield a constraint for each column: at most so many characters (SQLite has no such limit)."""
    for column, limit in limits.items():
        yield models.CheckConstraint(
            condition=LessThanOrEqual(Length(F(column)), limit),
            name=f"{model}_{column}_length",
            violation_error_message=f"The {_words(column)} is longer than {limit:,} characters.",
        )


def not_empty(model: str, *columns: str) -> Iterator[models.CheckConstraint]:
    """Yield a constraint for each column: a text of at least one character."""
    for column in columns:
        yield models.CheckConstraint(
            condition=~Q(**{column: ""}),
            name=f"{model}_{column}_not_empty",
            violation_error_message=f"The {_words(column)} must not be empty.",
        )


def at_least(model: str, **minimums: int) -> Iterator[models.CheckConstraint]:
    """Yield a constraint for each column: not below its minimum (an empty column passes)."""
    for column, minimum in minimums.items():
        yield models.CheckConstraint(
            condition=Q(**{f"{column}__gte": minimum}),
            name=f"{model}_{column}_minimum",
            violation_error_message=f"The {_words(column)} must be {minimum} or more.",
        )


def more_than_zero(model: str, *columns: str) -> Iterator[models.CheckConstraint]:
    """Yield a constraint for each column: above zero (an empty column passes)."""
    for column in columns:
        yield models.CheckConstraint(
            condition=Q(**{f"{column}__gt": 0}),
            name=f"{model}_{column}_more_than_zero",
            violation_error_message=f"The {_words(column)} must be more than 0.",
        )


def valid_isbn13(
    column: str, *, name: str, allows_own_numbers: bool = False
) -> models.CheckConstraint:
    """The 13 digits start with 978 or 979 and their weighted sum ends in 0 (ISO 2108, annex A).

    Numbers of the shop's own start with 2 and have the same check digit.
    """
    in_range = Q(**{f"{column}__gte": "9780000000000", f"{column}__lte": "9799999999999"})
    if allows_own_numbers:
        in_range |= Q(**{f"{column}__gte": "2000000000000", f"{column}__lte": "2999999999999"})
    digits = [Cast(Substr(column, place, 1), models.IntegerField()) for place in range(1, 14)]
    weighted_sum = sum(
        (digit * weight for digit, weight in zip(digits[1:], (3, 1) * 6, strict=True)), digits[0]
    )
    only_digits = Exact(Cast(Cast(column, models.BigIntegerField()), models.TextField()), F(column))
    return models.CheckConstraint(
        condition=(Q(only_digits) & in_range & Q(Exact(weighted_sum % 10, 0))),
        name=name,
        violation_error_message="This is not a valid ISBN-13.",
    )


def no_more_exact_than(precision: str, date: str, *, name: str) -> models.CheckConstraint:
    """The parts of a date below its precision are 1: "2003" is January 1, 2003 (PD-3)."""
    first_day = Exact(DatePart(date, part="DAY"), 1)
    first_month = Exact(DatePart(date, part="MONTH"), 1)
    return models.CheckConstraint(
        condition=(
            Q(**{f"{date}__isnull": True})
            | Q(**{precision: Precision.DAY.value})
            | (Q(**{precision: Precision.MONTH.value}) & Q(first_day))
            | (Q(**{precision: Precision.YEAR.value}) & Q(first_day) & Q(first_month))
        ),
        name=name,
        violation_error_message=(
            "A date known to the month is kept as the first of the month, "
            "one known to the year as January 1."
        ),
    )


class DatePart(Func):
    """The MONTH or DAY of a date, by what each database can do itself.

    Django's own functions call Python on SQLite, and then no other program, such as the one that
    restores a dump, could write to the table.
    """

    template = "EXTRACT(%(part)s FROM CAST(%(expressions)s AS date))"
    output_field = models.IntegerField()
    # SQLite keeps a date as text: 2003-05-22.
    places = {"MONTH": 6, "DAY": 9}

    def __init__(self, date: Any, *, part: str) -> None:
        super().__init__(date, part=part)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        place = self.places[self.extra["part"]]
        template = f"CAST(SUBSTR(%(expressions)s, {place}, 2) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)


def _words(column: str) -> str:
    return column.replace("_", " ")
