"""How long the product is: pages and playing time."""

import re
from decimal import ROUND_HALF_UP, Decimal

from catalog.onix.elements import Element, Warn, child_text, with_code
from catalog.onix.numbers import number

# ONIX List 23, best first: main content, content, numbered pages, absolute count; then the print
# counterpart, a notional count, and all that was printed.
_PAGE_COUNTS = ("00", "11", "05", "07", "08", "10", "06")
# The total, of the main content, as produced.
_DURATIONS = ("09", "14", "16")
# ONIX List 24.
_PAGES = "03"
MOST_PAGES = 99_999
_MINUTES_PER_UNIT = {"04": Decimal(60), "05": Decimal(1), "06": 1 / Decimal(60)}
# Hours; hours and minutes; and seconds, which may have hundredths.
_DIGITS = {
    "14": r"([0-9]{1,3})",
    "15": r"([0-9]{1,3})([0-9]{2})",
    "16": r"([0-9]{1,3})([0-9]{2})([0-9]{2})(?:[0-9]{2})?",
}
_DECIMAL = re.compile(r"[0-9]{1,7}(\.[0-9]{1,6})?")
MOST_MINUTES = 60_000
_PAGES_IN_WORDS = re.compile(r"([0-9]+)(?:\.0+)?\s*(?:p|pp|pages?|s|seiten)?\.?", re.IGNORECASE)


def pages(block: Element, warn: Warn) -> int | None:
    for extent in with_code(block, "Extent", "ExtentType", *_PAGE_COUNTS):
        if child_text(extent, "ExtentUnit") == _PAGES:
            written = child_text(extent, "ExtentValue")
            in_words = _PAGES_IN_WORDS.fullmatch(written)
            digits = in_words[1] if in_words else written
            return number(digits, MOST_PAGES, "number of pages", warn)
    return None


def duration_minutes(block: Element, warn: Warn) -> int | None:
    """Return the playing time, rounded to whole minutes, one at least."""
    for extent in with_code(block, "Extent", "ExtentType", *_DURATIONS):
        written, unit = child_text(extent, "ExtentValue"), child_text(extent, "ExtentUnit")
        minutes = _minutes(written, unit)
        if minutes is not None and 0 < minutes <= MOST_MINUTES:
            return max(1, int(minutes.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
        warn(f"The playing time “{written}” (unit {unit or 'missing'}) was left out.")
    return None


def _minutes(written: str, unit: str) -> Decimal | None:
    if unit in _MINUTES_PER_UNIT and _DECIMAL.fullmatch(written):
        return Decimal(written) * _MINUTES_PER_UNIT[unit]
    if unit in _DIGITS and (matched := re.fullmatch(_DIGITS[unit], written)):
        hours, minutes, seconds = (*map(int, matched.groups()), 0, 0)[:3]
        return Decimal(hours * 60 + minutes) + Decimal(seconds) / 60
    return None
