"""Titles that hold more than the title: a subtitle, a series and the number in it."""

import re

from catalog.book_tables.cells import line
from catalog.onix.records import SeriesPart, Title

_IN_PARENTHESES = re.compile(r"^(?P<title>.*\S)\s*\((?P<series>[^()]*#[^()]*)\)$", re.DOTALL)
_SERIES = re.compile(r"^(?P<name>.*?[^\s,]),?\s*#\s*(?P<number>\S.*)$")
# As SeriesPart.number in the database.
_LONGEST_NUMBER = 20


def split_series(written: str) -> tuple[str, list[SeriesPart]]:
    """Return title and series of "Twilight (Twilight, #1)"; what has no such end, whole.

    Only a number sign makes words in parentheses a series: "Emma (Penguin Classics)" may be one,
    "America (The Book)" is none, and nothing in the text tells them apart.
    """
    found = _IN_PARENTHESES.match(written.strip())
    if not found:
        return written, []
    parts = [_series_part(part) for part in found["series"].split(";")]
    series = [part for part in parts if part]
    return (found["title"], series) if len(series) == len(parts) else (written, [])


def split_subtitle(written: str, marks: list[str]) -> Title:
    """Cut the title at the mark that comes first; later marks become colons."""
    places = [(written.find(mark), -len(mark), mark) for mark in marks if mark in written]
    if not places:
        return Title(line(written))
    place, _, mark = min(places)
    title, rest = written[:place], written[place + len(mark) :]
    parts = re.split("|".join(map(re.escape, sorted(marks, key=len, reverse=True))), rest)
    subtitle = ": ".join(filter(None, map(line, parts)))
    return Title(line(title), subtitle) if line(title) else Title(subtitle)


def _series_part(written: str) -> SeriesPart | None:
    found = _SERIES.match(written.strip())
    if not found or len(found["number"]) > _LONGEST_NUMBER:
        return None
    return SeriesPart(found["name"].strip(), found["number"].strip())
