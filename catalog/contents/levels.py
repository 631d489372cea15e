"""Which entries are sections of which: from indentation, or from numbers and known words."""

import re
from collections import Counter
from collections.abc import Sequence

from catalog.contents.entries import DEEPEST_LEVEL
from catalog.contents.labels import Heading, Kind

# Front and back matter, which stands at the top level however the list was flattened (TC-3).
_NAMES = (
    "about the (?:author|contributor|editor|translator)s?|abbreviations|acknowledge?ments?"
    "|afterword|appendi(?:x|ces)|bibliography|coda|colophon|conclusions?|contributors|credits"
    "|dedication|endnotes|epigraphs?|epilogue|errata|foreword|further reading|glossary"
    "|glossary of .*|(?:author |general |name |subject )?index|indexes|introduction"
    "|index of (?:authors|first lines|names|people|persons|places|subjects|titles|works)"
    "|list of (?:abbreviations|contributors|figures|illustrations|maps|plates|tables)"
    "|(?:a )?notes? on (?:the )?(?:contributors|sources|text|translation)|notes|postscript"
    "|preface|prologue|references?|selected bibliography|sources|suggested reading"
    "|works (?:cited|consulted)"
)
_MATTER = re.compile(
    rf"(?:the )?(?:{_NAMES})"
    r"(?:\s*[.:;/&(,—].*|\s+[-–]\s.*|\s+and\s.*|\s+to the .*edition)?",
    re.IGNORECASE,
)
_NUMBERED = {Kind.PART, Kind.CHAPTER, Kind.SECTION}


def levels_by_depth(depths: Sequence[tuple[int, int]]) -> list[int]:
    """Return a level for each line that was indented or nested."""
    levels: list[int] = []
    above: list[tuple[int, int]] = []
    for depth in depths:
        while above and above[-1] > depth:
            above.pop()
        if not above or above[-1] < depth:
            above.append(depth)
        levels.append(min(len(above), DEEPEST_LEVEL))
    return levels


def levels_by_heading(headings: Sequence[Heading]) -> list[int]:
    """Return a level for each line of a list whose indentation was lost.

    Parts stand above chapters, chapters above numbered sections, and what has no number is a
    section of what was numbered last. Front and back matter goes to the top, unless it stands
    between numbered lines or comes again and again: chapters have their own notes.
    """
    matter = _front_and_back_matter(headings)
    levels: list[int] = []
    part = chapter = 0
    for index, heading in enumerate(headings):
        if index in matter:
            part = chapter = 0
            levels.append(1)
        elif heading.kind is Kind.PART:
            part, chapter = 1, 0
            levels.append(1)
        elif heading.kind is Kind.CHAPTER:
            chapter = part + 1
            levels.append(chapter)
        else:
            below = heading.parts - 1 if heading.kind is Kind.SECTION else 1
            levels.append(max(part, chapter) + below)
    return _without_gaps(levels)


def _front_and_back_matter(headings: Sequence[Heading]) -> set[int]:
    numbered = [index for index, heading in enumerate(headings) if heading.kind in _NUMBERED]
    between = range(numbered[0], numbered[-1]) if numbered else range(0)
    outside = [(index, each) for index, each in enumerate(headings) if index not in between]
    matter = {index for index, heading in outside if heading.kind is Kind.APPENDIX}
    named = {index: each.title.casefold() for index, each in outside if _is_matter(each)}
    if named:
        times = Counter(heading.title.casefold() for heading in headings)
        matter |= {index for index, title in named.items() if times[title] == 1}
    return matter


def _is_matter(heading: Heading) -> bool:
    return heading.kind is Kind.PLAIN and _MATTER.fullmatch(heading.title) is not None


def _without_gaps(levels: Sequence[int]) -> list[int]:
    """Return levels that begin at the top and go down one step at a time."""
    closed_up: list[int] = []
    above = 0
    for level in levels:
        above = min(level, above + 1, DEEPEST_LEVEL)
        closed_up.append(above)
    return closed_up
