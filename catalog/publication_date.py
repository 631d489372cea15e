"""Publication dates that are known to the year, the month or the day (PD-3)."""

import re
from datetime import date
from functools import lru_cache

from django.db import models


class Precision(models.TextChoices):
    """How much of a stored publication date is known."""

    YEAR = "year", "Year"
    MONTH = "month", "Month"
    DAY = "day", "Day"


class InvalidDate(ValueError):
    """A date that cannot be read; the message says why in plain words."""


# ONIX code list 55: days, months and years; days with a time; then those that the shop keeps less
# exactly: weeks to the month, quarters, seasons and most ranges to the year.
_PATTERNS = {
    "00": "YYYYMMDD",
    "01": "YYYYMM",
    "05": "YYYY",
    "13": "YYYYMMDDThhmm",
    "14": "YYYYMMDDThhmmss",
    "02": "YYYYWW",
    "03": "YYYYQ",
    "04": "YYYYS",
    "06": "YYYYMMDDYYYYMMDD",
    "07": "YYYYMMYYYYMM",
    "08": "YYYYWWYYYYWW",
    "09": "YYYYQYYYYQ",
    "10": "YYYYSYYYYS",
    "11": "YYYYYYYY",
}
_TEXT = "12"
_WRITTEN_AS = {Precision.DAY: "00", Precision.MONTH: "01", Precision.YEAR: "05"}
_FIRST_ISLAMIC, _LAST_ISLAMIC = "20", "32"
_WITH_TIME = re.compile(r"([0-9]{8})T[0-9]{2,6}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
# The year first, so that day and month cannot be meant the other way round.
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2})(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?)?")
_PARTS = {4: Precision.YEAR, 6: Precision.MONTH, 8: Precision.DAY}
_LAST_QUARTER = 4


@lru_cache(maxsize=10_000)
def parse_onix_date(text: str, dateformat: str | None = None) -> tuple[date, Precision]:
    """Read an ONIX date and say how precise it is.

    `dateformat` is a code of ONIX list 55; without one the length decides. What is not known is
    stored as 1: May 2003 is 2003-05-01 with MONTH. Of a range, what its two ends have in common
    is known, and at least the first year. Raises InvalidDate, also for the Islamic calendar and
    for dashes and slashes other than in YYYY-MM-DD and YYYY-MM: such a file may mean day and month
    the other way round.
    """
    written = text.strip()
    if dateformat == _TEXT:
        return _year_in(written)
    if dateformat and _FIRST_ISLAMIC <= dateformat <= _LAST_ISLAMIC:
        raise InvalidDate(
            f"The date {written} is one of the Islamic calendar. Give it as YYYYMMDD in the "
            "Gregorian one."
        )
    if dateformat and dateformat not in _PATTERNS:
        raise InvalidDate(
            f"The date format {dateformat!r} is not one of ONIX list 55. "
            "Use 00 (YYYYMMDD), 01 (YYYYMM) or 05 (YYYY)."
        )
    digits = _digits(written)
    return _read(digits, dateformat or None, has_time=len(digits) == 8 != len(written))


def onix_date(published: date, precision: Precision) -> tuple[str, str]:
    """Return an ONIX date, no more exact than it is known, and its format in list 55."""
    dateformat = _WRITTEN_AS[precision]
    return published.isoformat().replace("-", "")[: len(_PATTERNS[dateformat])], dateformat


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


def _digits(written: str) -> str:
    """Return the digits of a date without dashes or time."""
    if matched := _WITH_TIME.fullmatch(written):
        return matched[1]
    if matched := _ISO.fullmatch(written):
        return "".join(filter(None, matched.groups()))
    if not re.fullmatch(r"[0-9]+", written):
        raise InvalidDate(_unreadable(written))
    return written


def _read(digits: str, dateformat: str | None, *, has_time: bool) -> tuple[date, Precision]:
    if dateformat is None or has_time:
        if len(digits) not in _PARTS:
            raise InvalidDate(f"The date {digits} is neither YYYYMMDD nor YYYYMM nor YYYY.")
        return _calendar(digits)
    pattern = _PATTERNS[dateformat]
    length = len(pattern.partition("T")[0])
    if len(digits) != length:
        raise InvalidDate(f"Date format {dateformat} is {pattern}, but the date is {digits}.")
    half = pattern[: length // 2]
    is_range = pattern == half * 2 and half.startswith("YYYY")
    return _range(digits, half) if is_range else _single(digits, pattern)


def _single(digits: str, pattern: str) -> tuple[date, Precision]:
    if pattern == "YYYYWW":
        return _month_of_week(digits)
    if pattern in {"YYYYQ", "YYYYS"}:
        if not 1 <= int(digits[4]) <= _LAST_QUARTER:
            raise InvalidDate(f"{digits} is not a quarter or season, which are 1 to 4.")
        return _calendar(digits[:4])
    return _calendar(digits)


def _range(digits: str, pattern: str) -> tuple[date, Precision]:
    """Return what both ends have in common, and at least the first year."""
    half = len(digits) // 2
    (first, precision), (last, _) = (
        _single(digits[:half], pattern),
        _single(digits[half:], pattern),
    )
    if first == last:
        return first, precision
    if last < first:
        raise InvalidDate(f"The range {digits} ends before it begins.")
    if (first.year, first.month) == (last.year, last.month) and precision is Precision.DAY:
        return first.replace(day=1), Precision.MONTH
    return date(first.year, 1, 1), Precision.YEAR


def _month_of_week(digits: str) -> tuple[date, Precision]:
    """Return the month in which the week has its Thursday, as ISO 8601 reckons years."""
    try:
        thursday = date.fromisocalendar(int(digits[:4]), int(digits[4:]), 4)
    except ValueError as error:
        raise InvalidDate(f"{digits} is not a week of the calendar.") from error
    return thursday.replace(day=1), Precision.MONTH


def _calendar(digits: str) -> tuple[date, Precision]:
    parts = int(digits[:4]), int(digits[4:6] or 1), int(digits[6:8] or 1)
    try:
        return date(*parts), _PARTS[len(digits)]
    except ValueError as error:
        raise InvalidDate(f"{digits} is not a day of the calendar.") from error


def _year_in(written: str) -> tuple[date, Precision]:
    """Return the only year that a date in words names."""
    years = set(re.findall(r"(?<![0-9])[12][0-9]{3}(?![0-9])", written))
    if len(years) != 1:
        raise InvalidDate(f"The date “{written}” does not name one year. Write it as YYYYMMDD.")
    return date(int(years.pop()), 1, 1), Precision.YEAR


def _unreadable(text: str) -> str:
    if not text:
        return "The date is empty. Write it as YYYYMMDD, YYYYMM or YYYY."
    return (
        f"The date “{text}” is not written in digits only. Write it as YYYYMMDD, YYYYMM or YYYY, "
        "without dashes, slashes or spaces."
    )
