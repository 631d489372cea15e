"""Numbers at the starts of contents lines: "1", "1.1", "IV", "Chapter 3", "Part I"."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from catalog.contents.numerals import roman_value


class Kind(Enum):
    """What the number of a line says about its place in the book."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    APPENDIX = "appendix"
    PLAIN = "plain"


class Heading(NamedTuple):
    """A line taken apart; `parts` counts the numbers in the label, 2 for "1.1"."""

    kind: Kind
    label: str
    title: str
    parts: int = 1


_PART_WORDS = {"act", "book", "module", "part", "section", "unit", "volume"}
_CHAPTER_WORDS = {"chapter", "lecture", "lesson"}
# These begin titles too ("Book of Kells", "Step One Foot"), so a mark must follow the number.
_WORDS_WITH_MARK = {
    *("act", "book", "canto", "case", "day", "essay", "letter", "scene", "stage", "step", "week"),
}
_WORDS = "|".join(sorted(_PART_WORDS | _CHAPTER_WORDS | _WORDS_WITH_MARK | {"appendix"}))
_WORD_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MARK = r"(?P<mark>\s*[:.)]|\s*\t|\s+[-–](?=\s)|\s*—)"
_TITLE = r"\s*(?P<title>.*)"
_WORD_LABEL = re.compile(
    rf"(?P<label>(?P<word>(?i:{_WORDS}))\s+(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})*"
    rf"|[IVXLC]{{1,8}}|[A-Z]|(?i:{_WORD_NUMBERS})))(?![\w\u2019'-]){_MARK}?{_TITLE}"
)
_SECTION_LABEL = re.compile(rf"(?P<label>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})+)[.:)]?(?:\s|$){_TITLE}")
# After a mark no digit may follow: "3:10 to Yuma" has no label.
_ARABIC_LABEL = re.compile(rf"(?P<label>[0-9]{{1,3}})(?:{_MARK}(?![0-9])|(?=\s|$)){_TITLE}")
_ROMAN_LABEL = re.compile(rf"(?P<label>[IVXLC]{{1,8}})(?:{_MARK}|(?=\s|$)){_TITLE}")
_NUMBER_IN_FRONT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*[.:)]?\s|chapter\s", re.IGNORECASE)

_FIRST_OF_NUMBERS = frozenset("0123456789cC")


def has_number_in_front(text: str) -> bool:
    """Say whether a line looks like a numbered chapter or section."""
    return text[:1] in _FIRST_OF_NUMBERS and _NUMBER_IN_FRONT.match(text) is not None


def is_label(text: str) -> bool:
    """Say whether text is a number, or a word with a number, and nothing more."""
    patterns = (_WORD_LABEL, _SECTION_LABEL, _ARABIC_LABEL, _ROMAN_LABEL)
    return any((match := pattern.fullmatch(text)) and not match["title"] for pattern in patterns)


def ends_in_its_own_number(text: str) -> bool:
    """Say whether a line is only "Chapter 3" or "Book IV", so that its number is no page.

    "Appendix 233" is more likely an appendix on page 233.
    """
    match = _word_label(text)
    return match is not None and not match["title"] and match["word"].casefold() != "appendix"


def split_labels(texts: Sequence[str]) -> list[Heading]:
    """Return label and title of each line, whose page is already taken off.

    A bare number in front is a label where the list counts on with it: "12 Angry Men" and
    "I Robot" stay titles in a list that does not. A line that is only a number keeps it as title.
    """
    headings = [_word_heading(text) or _section_heading(text) for text in texts]
    chapters = _arabic_labels(texts)
    has_chapters = bool(chapters) or any(h and h.kind is Kind.CHAPTER for h in headings)
    roman_kind = Kind.PART if has_chapters else Kind.CHAPTER
    parts = _roman_labels(texts)
    return _with_sections_placed(
        heading
        or (_heading(Kind.CHAPTER, chapters[index]) if index in chapters else None)
        or (_heading(roman_kind, parts[index]) if index in parts else None)
        or Heading(Kind.PLAIN, "", text)
        for index, (heading, text) in enumerate(zip(headings, texts, strict=True))
    )


def _with_sections_placed(headings: Iterable[Heading]) -> list[Heading]:
    """Put "Section 1" above the chapters where it comes before them, otherwise below."""
    placed = list(headings)
    first = next((h for h in placed if h.kind is Kind.CHAPTER or _is_section_word(h)), None)
    if first is None or _is_section_word(first):
        return placed
    return [h._replace(kind=Kind.SECTION, parts=2) if _is_section_word(h) else h for h in placed]


def _is_section_word(heading: Heading) -> bool:
    named = heading.label or heading.title
    return heading.kind is Kind.PART and named.casefold().startswith("section")


def _heading(kind: Kind, match: re.Match[str]) -> Heading:
    label, title = match["label"], match["title"]
    parts = label.count(".") + 1
    return Heading(kind, label, title, parts) if title else Heading(kind, "", match[0], parts)


def _word_label(text: str) -> re.Match[str] | None:
    # Most lines begin with their number, which is quicker to see than that no word fits.
    return None if text[:1].isdecimal() else _WORD_LABEL.fullmatch(text)


def _word_heading(text: str) -> Heading | None:
    match = _word_label(text)
    if match is None or not _is_set_apart(match):
        return None
    word = match["word"].casefold()
    if "." in match["number"]:
        return _heading(Kind.SECTION, match)
    if word == "appendix":
        return _heading(Kind.APPENDIX, match)
    return _heading(Kind.PART if word in _PART_WORDS else Kind.CHAPTER, match)


def _is_set_apart(match: re.Match[str]) -> bool:
    """Say whether the title begins after the number: not so in "Part One of My Life"."""
    if match["mark"] or not match["title"]:
        return True
    return match["word"].casefold() not in _WORDS_WITH_MARK and not match["title"][0].islower()


def _section_heading(text: str) -> Heading | None:
    match = _SECTION_LABEL.fullmatch(text)
    return None if match is None else _heading(Kind.SECTION, match)


def _arabic_labels(texts: Sequence[str]) -> dict[int, re.Match[str]]:
    matches = _matches(_ARABIC_LABEL, texts)
    values = {index: int(match["label"]) for index, match in matches.items()}
    certain = {index for index in matches if matches[index]["mark"] or values[index] <= 1}
    return {index: matches[index] for index in _counted_on(values, certain)}


def _roman_labels(texts: Sequence[str]) -> dict[int, re.Match[str]]:
    """Return the lines with a roman label; "I. A. Richards" and "I Robot" are not among them."""
    matches = _matches(_ROMAN_LABEL, texts)
    values = {
        index: value
        for index, match in matches.items()
        if (value := roman_value(match["label"])) is not None
    }
    goes_on = 2 in values.values()
    certain = {
        index
        for index, value in values.items()
        if (matches[index]["mark"] or ".") != "." or (value == 1 and goes_on)
    }
    return {index: matches[index] for index in _counted_on(values, certain)}


def _matches(pattern: re.Pattern[str], texts: Sequence[str]) -> dict[int, re.Match[str]]:
    found = ((index, pattern.fullmatch(text)) for index, text in enumerate(texts))
    return {index: match for index, match in found if match is not None}


def _counted_on(values: dict[int, int], certain: set[int]) -> list[int]:
    """Return the places of numbers that are certain or follow an accepted one, give or take one."""
    accepted: list[int] = []
    counted: set[int] = set()
    for index, value in values.items():
        if index in certain or counted & {value - 1, value - 2}:
            accepted.append(index)
            counted.add(value)
    return accepted
