"""The words of a text as they are looked for: the same for what is stored and what is typed.

Case, accents, ligatures and punctuation do not count. Scripts without spaces give a word for each
character, which is found again as a phrase. What is written together or apart is found both ways:
“l’étranger” by “etranger” and “letranger”, “J.R.R.” by “jrr”.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from catalog.scripts import WITHOUT_SPACES

# Longer ones are no words of a language, and PostgreSQL takes no longer than 2,046 bytes.
LONGEST = 60
# A character that is a word of its own.
ALONE = f"[{WITHOUT_SPACES}\u30a0-\u30ff\u31f0-\u31ff]"
_JOINER = "['’ʼ‘`´\\-‐‑‒–.]"
# What decomposition leaves as it is.
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
LANGUAGES = re.compile(r"\b([acfj])(\+\+|#)")
SIGNS = {"++": "plusplus", "#": "sharp"}


class Written(NamedTuple):
    """A word as it is written: its parts, and what they make where they are written together.

    `joined` is empty where there is but one part, or where the parts are characters of a script
    without spaces.
    """

    parts: tuple[str, ...]
    joined: str = ""


class _Patterns:
    """How words are told apart: a run of letters and digits, and several with joiners between."""

    def __init__(self, run: str, alone: str = "") -> None:
        several = rf"{run}(?:{_JOINER}{run})*"
        self.written = re.compile(rf"{alone}+|{several}" if alone else several)
        self.part = re.compile(rf"{alone}|{run}" if alone else run)
        self.joined = re.compile(rf"{run}(?:{_JOINER}{run})+")


_SPACED = _Patterns(r"[^\W_]+")
_UNSPACED = _Patterns(rf"(?:(?!{ALONE})[^\W_])+", alone=ALONE)
_HAS_ALONE = re.compile(ALONE)
_INITIALS = re.compile(r"(?<![^\W_])[a-z](?:[.\s]+[a-z](?![^\W_]))+")
_NOT_A_LETTER = re.compile(r"[\W_]+")
# More characters than books are written in; not all of Unicode is to fill the memory.
_MOST_REMEMBERED = 20_000


class _Folded(dict[int, str]):
    """What each character is folded to, worked out when it first comes; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        letters = "".join(each for each in decomposed if not unicodedata.combining(each))
        folded = letters.casefold().translate(_SPELT_OUT)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[code] = folded
        return folded


_FOLDED = _Folded()


def fold_character(character: str) -> str:
    """Return what `fold` makes of a character wherever it stands; nothing, of an accent."""
    return _FOLDED[ord(character)]


def fold(text: str) -> str:
    """Return a text in lower case, without accents and ligatures; "Œuvres" is "oeuvres"."""
    text = text.translate(_FOLDED)
    if "+" in text or "#" in text:
        text = LANGUAGES.sub(lambda match: match[1] + SIGNS[match[2]], text)
    return text


def written_words(text: str) -> Iterator[Written]:
    """Yield the words of a text in their order."""
    folded = fold(text)
    patterns = patterns_for(folded)
    for match in patterns.written.finditer(folded):
        parts = tuple(part[:LONGEST] for part in patterns.part.findall(match[0]))
        is_alone = len(parts) == 1 or _HAS_ALONE.match(match[0])
        yield Written(parts, "" if is_alone else "".join(parts)[:LONGEST])


def words_of(text: str) -> list[str]:
    """Return the parts of all words of a text in their order."""
    return index_words(text)[0]


def index_words(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a text, and what some make: “J. R. R.” is “jrr”, too."""
    folded = fold(text)
    words = [part[:LONGEST] for part in patterns_for(folded).part.findall(folded)]
    return words, run_together(folded)


def run_together(folded: str) -> list[str]:
    """Return what words with joiners, and initials, make where they are written together."""
    found = [*patterns_for(folded).joined.findall(folded), *_INITIALS.findall(folded)]
    return [_NOT_A_LETTER.sub("", each)[:LONGEST] for each in dict.fromkeys(found)]


def patterns_for(folded: str) -> _Patterns:
    """Return how words are told apart in a folded text."""
    return _SPACED if is_spaced(folded) else _UNSPACED


def is_spaced(folded: str) -> bool:
    """Whether a text has no character that is a word of its own."""
    return folded.isascii() or not _HAS_ALONE.search(folded)
