"""Makers of the database constraints that several models share."""

from collections.abc import Iterator

from django.db import models
from django.db.models import F
from django.db.models.functions import Cast, Length, Substr
from django.db.models.lookups import Exact, LessThanOrEqual

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


def at_least(model: str, **minimums: int) -> Iterator[models.CheckConstraint]:
    """Yield a constraint for each column: not below its minimum (an empty column passes)."""
    for column, minimum in minimums.items():
        yield models.CheckConstraint(
            condition=models.Q(**{f"{column}__gte": minimum}),
            name=f"{model}_{column}_minimum",
            violation_error_message=f"The {_words(column)} must be {minimum} or more.",
        )


def more_than_zero(model: str, *columns: str) -> Iterator[models.CheckConstraint]:
    """Yield a constraint for each column: above zero (an empty column passes)."""
    for column in columns:
        yield models.CheckConstraint(
            condition=models.Q(**{f"{column}__gt": 0}),
            name=f"{model}_{column}_more_than_zero",
            violation_error_message=f"The {_words(column)} must be more than 0.",
        )


def valid_isbn13(column: str, *, name: str) -> models.CheckConstraint:
    """The 13 digits start with 978 or 979 and their weighted sum ends in 0 (ISO 2108, annex A)."""
    digits = [Cast(Substr(column, place, 1), models.IntegerField()) for place in range(1, 14)]
    weighted_sum = sum(
        (digit * weight for digit, weight in zip(digits[1:], (3, 1) * 6, strict=True)), digits[0]
    )
    only_digits = Exact(Cast(Cast(column, models.BigIntegerField()), models.TextField()), F(column))
    return models.CheckConstraint(
        condition=(
            models.Q(only_digits)
            & models.Q(**{f"{column}__gte": "9780000000000", f"{column}__lte": "9799999999999"})
            & models.Q(Exact(weighted_sum % 10, 0))
        ),
        name=name,
        violation_error_message="This is not a valid ISBN-13.",
    )


def _words(column: str) -> str:
    return column.replace("_", " ")
