"""RR-5: nothing that is over soon, such as tours, signings and lectures."""

import re
from collections.abc import Iterator

from reviews.rules.findings import Finding, Severity
from reviews.rules.spans import Span

ADVICE = (
    "A review stays for years, so it announces no tours, signings or lectures. "
    "Leave the event and its date out."
)

# Years before this one, when the rule was written, are history and not an appointment.
_FIRST_YEAR_OF_EVENTS = 2025

# Where one sentence ends and the next begins. The dots of "St. Louis", "p.m." and "Oct. 3" end
# none, since a word of four letters or more must stand before them.
_SENTENCE_END = re.compile(r"[!?\n]|(?<=\w{4})\.(?=\s|$)")

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

# A date that looks ahead from the day of writing, whatever the event is called.
_SOON = re.compile(
    rf"""
    \b(?:tomorrow|tonight|this\s(?:evening|weekend|afternoon)
    |(?:next|this|coming)\s(?:week|weekend|month|{_WEEKDAY}|{_MONTH}\b)
    |(?:in|at)\s(?:a\sfew|two|three)\s(?:days|weeks)|coming\sup|upcoming)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

# A day, or a month that the event is in. Capitals count, and a month's name alone is none: May
# Sarton and April Wheeler are people, and so is who stands in "a lecture on May Sarton".
_DATE = re.compile(
    rf"""
    (?:\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)
      |\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?!\w))
        (?:,?\s(?P<year>\d{{4}})\b)?
    |\b(?:in|during)\s{_MONTH}(?!\w)(?:\s(?:of\s)?(?P<month_year>\d{{4}})\b|(?!\s?['’\d]|\s[A-Z]))
    |\b(?:on|every|each)\s{_WEEKDAY}s?\b
    |(?<![\w/.-])\d{{1,2}}/\d{{1,2}}(?:/(?:20)?\d\d)?(?![\w/])
    """,
    re.VERBOSE,
)

# What hardly happens in a story, only around a book.
_BOOK_EVENT = re.compile(
    r"""
    \b(?:(?:book|autograph)[-\s]?signings?|signing\s(?:copies|books|his|her|their)|(?:book|speaking|lecture|reading)\stour
    |(?:book|author)\s(?:launch|event|talk|reading|fair|festival)|meet\sthe\sauthor
    |(?:will|['’]ll)\s(?:also\s)?be\s(?:signing|reading|speaking|lecturing|appearing|touring|on\stour)
    |signings?\s(?:at|in|on|this|next|tomorrow|tonight|event|session)|webinar)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

# What a story may hold as well; these take somebody who is still going to do it.
_EVENT = re.compile(
    r"\b(?:lectures?|lecturing|readings?|talks?|tours?|touring|appearances?|appearing|workshops?"
    r"|seminars?|conference|festival|exhibition|speaking)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|is\s(?:giving|going|coming)|are\s(?:giving|going|coming)|come\sto|join\s(?:us|me|him|her)"
    r"|do\snot\smiss|don['’]t\smiss|attend)\b|['’]ll\b",
    re.IGNORECASE,
)


def find_events(text: str) -> list[Finding]:
    """Return announced events: an event with a date in one sentence (RR-5).

    "Published in 2003" and "May Sarton's lectures" announce nothing.
    """
    return [
        Finding.at(text, span, rule="RR-5", severity=Severity.WARN, advice=ADVICE)
        for start, end in _sentences(text)
        if (span := _announcement(text, start, end)) is not None
    ]


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for stop in _SENTENCE_END.finditer(text):
        yield start, stop.start()
        start = stop.end()
    yield start, len(text)


def _announcement(text: str, start: int, end: int) -> Span | None:
    """Return the span from the event to its date, whichever comes first, or None."""
    date = _SOON.search(text, start, end) or _coming_date(text, start, end)
    event = _BOOK_EVENT.search(text, start, end)
    if event is None and _AHEAD.search(text, start, end):
        event = _EVENT.search(text, start, end)
    if date is None or event is None:
        return None
    return min(event.start(), date.start()), max(event.end(), date.end())


def _coming_date(text: str, start: int, end: int) -> re.Match[str] | None:
    return next(filter(_is_not_history, _DATE.finditer(text, start, end)), None)


def _is_not_history(date: re.Match[str]) -> bool:
    year = date["year"] or date["month_year"]
    return year is None or int(year) >= _FIRST_YEAR_OF_EVENTS
