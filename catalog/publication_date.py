"""Publication dates that are known to the year, the month or the day (PD-3)."""

import re
from datetime import date

from django.db import models


class Precision(models.TextChoices):
    """How much of a stored publication date is known."""

    YEAR = "year", "Year"
    MONTH = "month", "Month"
    DAY = "day", "Day"


class InvalidDate(ValueError):
    """A date that cannot be read; the message says why in plain words."""


# ONIX code list 55.
_PRECISION_BY_FORMAT = {"00": Precision.DAY, "01": Precision.MONTH, "05": Precision.YEAR}
_PATTERNS = {Precision.DAY: "YYYYMMDD", Precision.MONTH: "YYYYMM", Precision.YEAR: "YYYY"}


def parse_onix_date(text: str, dateformat: str | None = None) -> tuple[date, Precision]:
    """Read an ONIX date and say how precise it is.

    `dateformat` is a code of ONIX list 55: 00 YYYYMMDD, 01 YYYYMM, 05 YYYY; without one the
    length decides. What is not known is stored as 1: May 2003 is 2003-05-01 with MONTH.
    Raises InvalidDate, also for dashes and slashes: list 55 has neither, and a file that uses
    them may mean day and month the other way round.
    """
    digits = text.strip()
    if not re.fullmatch(r"[0-9]+", digits):
        raise InvalidDate(_unreadable(digits))
    precision = _precision(digits, dateformat)
    parts = int(digits[:4]), int(digits[4:6] or 1), int(digits[6:8] or 1)
    try:
        return date(*parts), precision
    except ValueError as error:
        raise InvalidDate(f"{digits} is not a day of the calendar.") from error


def onix_date(published: date, precision: Precision) -> tuple[str, str]:
    """Return an ONIX date, no more exact than it is known, and its format in list 55."""
    formats = {precision: code for code, precision in _PRECISION_BY_FORMAT.items()}
    digits = published.isoformat().replace("-", "")
    return digits[: len(_PATTERNS[precision])], formats[precision]


def display(published: date, precision: str) -> str:
    """Return the date as readers in the United States write it: 5/22/2003, 5/2003 or 2003."""
    if precision == Precision.YEAR:
        return f"{published.year}"
    if precision == Precision.MONTH:
        return f"{published.month}/{published.year}"
    return f"{published.month}/{published.day}/{published.year}"


def machine(published: date, precision: str) -> str:
    """Return the date for `<time datetime>`: 2003-05-22, 2003-05 or 2003 (ISO 8601)."""
    shown_length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision), 10)
    return published.isoformat()[:shown_length]


def _unreadable(text: str) -> str:
    if not text:
        return "The date is empty. Write it as YYYYMMDD, YYYYMM or YYYY."
    return (
        f"The date “{text}” is not written in digits only. Write it as YYYYMMDD, YYYYMM or YYYY, "
        "without dashes, slashes or spaces."
    )


def _precision(digits: str, dateformat: str | None) -> Precision:
    if dateformat is None:
        return _precision_by_length(digits)
    if dateformat not in _PRECISION_BY_FORMAT:
        raise InvalidDate(
            f"The date format {dateformat!r} is not one the shop reads. "
            "Use 00 (YYYYMMDD), 01 (YYYYMM) or 05 (YYYY)."
        )
    precision = _PRECISION_BY_FORMAT[dateformat]
    pattern = _PATTERNS[precision]
    if len(digits) != len(pattern):
        raise InvalidDate(f"Date format {dateformat} is {pattern}, but the date is {digits}.")
    return precision


def _precision_by_length(digits: str) -> Precision:
    for precision, pattern in _PATTERNS.items():
        if len(digits) == len(pattern):
            return precision
    raise InvalidDate(f"The date {digits} is neither YYYYMMDD nor YYYYMM nor YYYY.")
