"""Levels: how a search for words that stand everywhere looks at the best-known books only.

Level n holds about one work in 4^n, those of the highest quality, and each level is part of the
one below. A word that stands in half of a million titles is looked for in a level where a hundred
works have it, so that it takes no longer than a rare one.
"""

from collections.abc import Sequence
from itertools import takewhile
from math import ceil, log
from zlib import crc32

from search.models import Document

# So many works are looked through without levels.
FEW = 200
_LOWEST, _HIGHEST = 1, 10
# A level has one of so many works of the one below.
_ONE_OF = 4
# Rather the level with less than is wanted than the one with more: part of a level, from 0 to 0.5.
_RATHER_FEW = 0.25
# Levels of so many works are made already: in a shop that grows, as in an index that is made anew,
# the works that come first are to be in the levels that it will need when it is large.
_FEWEST = 1


def thresholds(count: int) -> list[float]:
    """Return the quality from which on works are in each level, of `count` indexed works.

    Runs a query for each level.
    """
    places = (count // _ONE_OF**level for level in range(_LOWEST, _HIGHEST + 1))
    enough = takewhile(lambda place: place >= _FEWEST, places)
    in_order = Document.objects.order_by("-quality").values_list("quality", flat=True)
    return [in_order[place] for place in enough]


def level_of(work: int, quality: float, thresholds: Sequence[float]) -> int:
    """Return the highest level that a work is in.

    Works of one quality, such as all those that nobody has rated, are taken at random.
    """
    chance = log(0xFFFFFFFF / (crc32(b"%d" % work) or 1), _ONE_OF)
    highest = 0
    for level, threshold in enumerate(thresholds, _LOWEST):
        is_in = quality > threshold or (quality == threshold and chance >= level)
        if not is_in:
            break
        highest = level
    return highest


def level_for(works: float, wanted: int) -> int:
    """Return the level that has about as many of so many works as are wanted.

    A third of them at the least and half as many again at the most, where there are so many.
    """
    if works <= wanted:
        return 0
    return min(round(log(works / wanted, _ONE_OF) + _RATHER_FEW), _HIGHEST)


def level_below(level: int, found: int, wanted: int) -> int:
    """Return a lower level, in which about as many works are as are wanted: `found` in this one."""
    levels = ceil(log(wanted / max(found, wanted / _ONE_OF**3), _ONE_OF))
    return max(0, level - max(1, levels))


class _Known:
    """The thresholds as they were last worked out, for how many works."""

    count = 0
    thresholds: Sequence[float] = ()


def thresholds_for(count: int) -> Sequence[float]:
    """Return the thresholds, worked out anew where the index has grown or shrunk by a tenth."""
    if count < FEW:
        return ()
    if abs(count - _Known.count) * 10 > _Known.count:
        _Known.thresholds, _Known.count = thresholds(count), count
    return _Known.thresholds
