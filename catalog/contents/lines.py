"""The lines of a contents list, and how deep each stands."""

import re
from typing import NamedTuple

from catalog.plain_text import without_control_characters

_TAB_WIDTH = 4
# Stars may touch the title, other bullets must not: "-isms" is a word.
_BULLETS = re.compile(r"(?:(?P<stars>\*+)\s*|[-–—•●○◦▪■‣·](?:\s+|$|(?=\|)))+")
_HEADINGS_OF_THE_LIST = {"contents", "table of contents"}


class Line(NamedTuple):
    """One line without its indentation; a greater `depth` stands deeper."""

    depth: tuple[int, int]
    text: str


def lines_of_text(text: str) -> list[Line]:
    """Return the lines that say something; indentation and bullets become their depth."""
    lines = [_line(raw) for raw in text.splitlines()]
    return without_list_heading([line for line in lines if line.text])


def without_list_heading(lines: list[Line]) -> list[Line]:
    """Drop a first line that only says "Contents"."""
    if len(lines) > 1 and lines[0].text.casefold().rstrip(".:") in _HEADINGS_OF_THE_LIST:
        return lines[1:]
    return lines


def _line(raw: str) -> Line:
    clean = without_control_characters(raw)
    text = clean.lstrip()
    indentation = clean[: len(clean) - len(text)].replace("\t", " " * _TAB_WIDTH)
    bullets = _BULLETS.match(text)
    if bullets is None:
        return Line((len(indentation), 0), text.rstrip())
    stars = len(bullets["stars"] or "*")
    return Line((len(indentation), stars), text[bullets.end() :].rstrip())
