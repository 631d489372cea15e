"""Postal addresses: a house number with a street, or a post office box."""

import re

from reviews.rules.spans import Span

# A number, one to three capitalised words and a word for a street. A comma after the number, as
# in the title "84, Charing Cross Road", is not how an address is given in passing.
_STREET = re.compile(
    r"""
    (?<![\w$£€.,-])\d{1,5}[A-Za-z]?\s{1,2}
    (?:[NSEW]\.?\s)?
    (?:(?:[A-Z][\w'’-]{1,20}|\d{1,3}(?:st|nd|rd|th))\.?\s{1,2}){1,3}?
    (?:Street|Avenue|Road|Lane|Drive|Boulevard|Terrace|Crescent|Highway|Parkway|Court|Place|Square|Way
      |St|Ave|Rd|Ln|Dr|Blvd|Hwy|Pkwy)\b
    |\bP\.?\s?O\.?\s?Box\s\d{1,6}\b
    """,
    re.VERBOSE,
)

# Addresses that readers know from books. A warning at these would only teach them that warnings
# mean nothing.
_FAMOUS = frozenset(
    {
        "4 privet drive",
        "7 eccles street",
        "10 downing street",
        "12 grimmauld place",
        "21 jump street",
        "42 wallaby way",
        "44 scotland street",
        "28 barbary lane",
        "84 charing cross road",
        "124 bluestone road",
        "221 baker street",
        "221b baker street",
    }
)


def street_spans(text: str) -> list[Span]:
    """Return where postal addresses stand; a city alone ("Portland, OR") is none."""
    return [
        match.span()
        for match in _STREET.finditer(text)
        if " ".join(match.group().lower().split()) not in _FAMOUS
    ]
