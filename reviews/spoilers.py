"""Spoilers: what stands between two pairs of bars is hidden until it is opened (B8)."""

import re
from typing import NamedTuple

BARS = "||"
SPOILER = re.compile(r"\|\|(.+?)\|\|", re.DOTALL)
# "a || b", as programmers write: one space on both sides, and before it no end of a sentence.
BETWEEN_WORDS = re.compile(r"[\w)\]] \|\| \S")
HIDDEN = "[spoiler]"


class Piece(NamedTuple):
    text: str
    is_spoiler: bool


def pieces(text: str) -> list[Piece]:
    """Cut a review at its spoilers: "She ||dies|| here" has three pieces.

    Bars that are left over open a spoiler up to the end, as somebody forgot to close it: hidden
    too much is better than told. They stay text when nothing follows them, and as the only bars
    of a text when they stand between words ("a || b").
    """
    # Splitting at a pattern with one group puts the groups at the odd places.
    *closed, rest = SPOILER.split(text)
    shown, _, unclosed = rest.partition(BARS)
    if not unclosed.strip() or (not closed and BETWEEN_WORDS.search(text)):
        shown, unclosed = rest, ""
    parts = [*closed, shown, unclosed]
    return [Piece(part, is_spoiler=index % 2 == 1) for index, part in enumerate(parts) if part]


def without_spoilers(text: str) -> str:
    """Return the text for places where nothing can be opened: summaries, feeds, mail."""
    return "".join(HIDDEN if piece.is_spoiler else piece.text for piece in pieces(text))
