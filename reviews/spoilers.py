"""Spoilers: what stands between two pairs of bars is hidden until it is opened (B8)."""

import re
from typing import NamedTuple

SPOILER = re.compile(r"\|\|(.+?)\|\|", re.DOTALL)
HIDDEN = "[spoiler]"


class Piece(NamedTuple):
    text: str
    is_spoiler: bool


def pieces(text: str) -> list[Piece]:
    """Cut a review at its spoilers: "She ||dies|| here" has three pieces. Lone bars stay text."""
    # Splitting at a pattern with one group puts the groups at the odd places.
    parts = SPOILER.split(text)
    return [Piece(part, is_spoiler=index % 2 == 1) for index, part in enumerate(parts) if part]


def without_spoilers(text: str) -> str:
    """Return the text for places where nothing can be opened: summaries, feeds, mail."""
    return SPOILER.sub(HIDDEN, text)
