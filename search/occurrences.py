"""Where phrases stand in a text that is folded and not taken apart: quick, for long texts."""

import re
from collections.abc import Iterator

from search.engines import Group, Phrase
from search.words import ALONE

_IS_ALONE = re.compile(ALONE)
_GAP = re.compile(r"[\W_]*")


def occurrences(folded: str, group: Group) -> Iterator[int]:
    """Yield where the phrases of a group begin in a folded text."""
    for phrase in group:
        place = folded.find(phrase[0])
        while place >= 0:
            if _stands_at(folded, phrase, place):
                yield place
            place = folded.find(phrase[0], place + 1)


def _stands_at(folded: str, phrase: Phrase, place: int) -> bool:
    if place and _goes_on(folded, phrase[0][0], place - 1):
        return False
    for word in phrase:
        gap = _GAP.match(folded, place)
        place = gap.end() if gap else place
        if not folded.startswith(word, place):
            return False
        place += len(word)
        if _goes_on(folded, word[-1], place):
            return False
    return True


def _goes_on(folded: str, letter: str, place: int) -> bool:
    """Whether the word of a letter goes on at a place beside it."""
    if place >= len(folded) or not folded[place].isalnum():
        return False
    return not (_IS_ALONE.match(letter) or _IS_ALONE.match(folded[place]))
