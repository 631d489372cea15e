"""Where words stand in a text as it is written; folded, it may be longer or shorter."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.words import LANGUAGES, LONGEST, SIGNS, fold, fold_character, patterns_for

# What the signs of LANGUAGES are made of.
_SIGNS = "+#"
# Long texts are gone through in pieces of so many characters.
_STEP = 256


class Part(NamedTuple):
    """A part of a written word, and where it stands in the text: from `start` up to `end`."""

    word: str
    start: int
    end: int


def placed_words(text: str) -> Iterator[list[Part]]:
    """Yield the words of a text as `written_words` does, each part with its place."""
    folded, places = _fold_with_places(text)
    patterns = patterns_for(folded)
    for match in patterns.written.finditer(folded):
        yield [
            Part(part[0][:LONGEST], places[part.start()], _end(text, places[part.end() - 1]))
            for part in patterns.part.finditer(folded, match.start(), match.end())
        ]


def place_in(text: str, folded_place: int) -> int:
    """Return about where that character of `fold(text)` stands in the text."""
    for start in range(0, len(text), _STEP):
        piece = len(fold(text[start : start + _STEP]))
        if folded_place < piece:
            return start + min(folded_place, _STEP - 1)
        folded_place -= piece
    return len(text)


def folded_in_place(text: str) -> str | None:
    """Return the folded text if each of its characters stands where it did; None otherwise."""
    characters = {*text}
    if characters.isdisjoint(_SIGNS) and all(len(fold_character(each)) == 1 for each in characters):
        return fold(text)
    return None


def _fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text, and for each of its characters the place that it comes from."""
    folded = folded_in_place(text)
    if folded is not None:
        return folded, range(len(text))
    pieces = [fold_character(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    folded = "".join(pieces)
    for match in reversed(list(LANGUAGES.finditer(folded))):
        start, end = match.span(2)
        sign = SIGNS[match[2]]
        places[start:end] = [
            places[start + at * (end - start) // len(sign)] for at in range(len(sign))
        ]
        folded = folded[:start] + sign + folded[end:]
    return folded, places


def _end(text: str, last: int) -> int:
    """Return where what stands at `last` ends, with the accents that follow it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
