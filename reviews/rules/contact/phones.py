"""Telephone numbers, as Google's libphonenumber finds them."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher

from catalog.isbn import InvalidISBN, normalise
from reviews.rules.spans import Span, merged

# Countries whose numbers are found without + and country code. Each one more takes more other
# numbers for telephones, so only those of most readers are here.
REGIONS = ("US", "GB")

# More than any honest text needs; libphonenumber's 65,535 would let one long text take seconds.
_MOST_TRIES = 500

_YEAR = "(?:1[5-9]|20)[0-9]{2}"
_WRITTEN_LIKE_YEARS = re.compile(rf"/|\b{_YEAR}\s?[-–—]\s?{_YEAR}\b")  # "43 / 1925-1926"

# Digits in groups of which the last is a single one, or without groups: so an ISBN is written, and
# no telephone number.
_WRITTEN_LIKE_AN_ISBN = re.compile(r"\d+|.*[- ]\d", re.DOTALL)

# Numbers in the American manner that libphonenumber knows to be nobody's ("555-123-4567"), or that
# leave the area out, which takes a word in front. No ISBN ends in four digits.
_AMERICAN = re.compile(
    r"""
    (?<![\w.-])(?:\([0-9]{3}\)\s?|[0-9]{3}[.-])[0-9]{3}[.-][0-9]{4}(?![\w-])
    |\b(?:call|phone|ring|text|tel|fax)[\s:.]{1,2}
        (?:(?:me|us|now|back|on|at|number|is)[\s:]{1,2}){0,3}(?P<local>[0-9]{3}[.-][0-9]{4})(?![\w-])
    """,
    re.IGNORECASE | re.VERBOSE,
)


def phone_spans(text: str) -> list[Span]:
    """Return where telephone numbers stand; ISBNs, years and page ranges are none."""
    american = [match.span("local" if match["local"] else 0) for match in _AMERICAN.finditer(text)]
    found = (match for region in REGIONS for match in _matches(text, region))
    return merged([*american, *((match.start, match.end) for match in found)])


def _matches(text: str, region: str) -> Iterator[PhoneNumberMatch]:
    matcher = PhoneNumberMatcher(text, region, leniency=Leniency.VALID, max_tries=_MOST_TRIES)
    for match in matcher:
        number = match.raw_string
        if not (_WRITTEN_LIKE_YEARS.search(number) or _is_isbn(number)):
            yield match


def _is_isbn(number: str) -> bool:
    if not _WRITTEN_LIKE_AN_ISBN.fullmatch(number):
        return False
    try:
        normalise(number)
    except InvalidISBN:
        return False
    return True
