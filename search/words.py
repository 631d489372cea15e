"""The words of a text as they are looked for: the same for what is stored and what is typed.

Case, accents, ligatures and punctuation do not count. Scripts without spaces give a word for each
character, which is found again as a phrase. What is written together or apart is found both ways:
“l’étranger” by “etranger” and “letranger”, “J.R.R.” by “jrr”.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog.scripts import WITHOUT_SPACES

# Longer ones are no words of a language, and PostgreSQL takes no longer than 2,046 bytes.
LONGEST = 60
_KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff"
_ALONE = f"[{WITHOUT_SPACES}{_KATAKANA}]"
_RUN = rf"(?:(?!{_ALONE})[^\W_])+"
_JOINERS = "['’ʼ‘`´\\-‐‑‒–.]"
# A word as it is written: characters that stand alone, or runs of letters with joiners between.
_WRITTEN = re.compile(rf"{_ALONE}+|{_RUN}(?:{_JOINERS}{_RUN})*")
_PART = re.compile(rf"{_ALONE}|{_RUN}")
# What decomposition leaves as it is, or would lose.
_SPELT_OUT = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "&": " and ",
        "\N{SOFT HYPHEN}": "",
        "\N{ZERO WIDTH SPACE}": "",
        "\N{ZERO WIDTH NON-JOINER}": "",
        "\N{ZERO WIDTH JOINER}": "",
    }
)
_LANGUAGES = re.compile(r"\b([acfj])(\+\+|#)")
_SIGNS = {"++": "plusplus", "#": "sharp"}
_LONGER_WHEN_FOLDED = {"&", "+", "#"}
# Long texts are looked through in pieces of so many characters.
_STEP = 256


class Written(NamedTuple):
    """A word as it is written: its parts, and what they make where they are written together.

    `joined` is empty where there is but one part, or where the parts are characters of a script
    without spaces.
    """

    parts: tuple[str, ...]
    joined: str = ""


def fold(text: str) -> str:
    """Return a text in lower case, without accents and ligatures; "Œuvres" is "oeuvres"."""
    if not text.isascii():
        text = "".join(
            character
            for character in unicodedata.normalize("NFKD", text)
            if not unicodedata.combining(character)
        )
    text = text.casefold().translate(_SPELT_OUT)
    if "+" in text or "#" in text:
        text = _LANGUAGES.sub(lambda match: match[1] + _SIGNS[match[2]], text)
    return text


def written_words(text: str) -> Iterator[Written]:
    """Yield the words of a text in their order."""
    for match in _WRITTEN.finditer(fold(text)):
        word = match[0]
        if word.isalnum() and not re.match(_ALONE, word):
            yield Written((word[:LONGEST],))
            continue
        parts = tuple(part[:LONGEST] for part in _PART.findall(word))
        together = "" if len(parts) == 1 or re.match(_ALONE, word) else "".join(parts)
        yield Written(parts, together[:LONGEST])


class Part(NamedTuple):
    """A part of a written word, and where it stands in the text: from `start` up to `end`."""

    word: str
    start: int
    end: int


def placed_words(text: str) -> Iterator[list[Part]]:
    """Yield what `written_words` does, each part with its place in the text as it is written."""
    folded, places = _fold_with_places(text)
    for match in _WRITTEN.finditer(folded):
        yield [
            Part(part[0][:LONGEST], places[part.start()], _end(text, places[part.end() - 1]))
            for part in _PART.finditer(folded, match.start(), match.end())
        ]


def place_in(text: str, folded_place: int) -> int:
    """Return about where that character of `fold(text)` stands in the text."""
    for start in range(0, len(text), _STEP):
        piece = len(fold(text[start : start + _STEP]))
        if folded_place < piece:
            return start + min(folded_place, _STEP - 1)
        folded_place -= piece
    return len(text)


def _fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text, and for each of its characters the place that it comes from."""
    if text.isascii() and not _LONGER_WHEN_FOLDED & {*text}:
        return text.casefold(), range(len(text))
    pieces = [fold(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    folded = "".join(pieces)
    for match in reversed(list(_LANGUAGES.finditer(folded))):
        start, end = match.span(2)
        sign = _SIGNS[match[2]]
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


def words_of(text: str) -> list[str]:
    """Return the parts of all words of a text in their order."""
    return [part for word in written_words(text) for part in word.parts]


def run_together(text: str) -> list[str]:
    """Return what words and initials of a text make where they are written together."""
    written = list(written_words(text))
    together = [word.joined for word in written if word.joined]
    initials = ""
    for word in (*written, Written(("",))):
        if len(word.parts) == 1 and len(word.parts[0]) == 1 and word.parts[0].isascii():
            initials += word.parts[0]
            continue
        if len(initials) > 1:
            together.append(initials)
        initials = ""
    return together
