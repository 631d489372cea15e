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
_MARKS = re.compile(
    f"[{''.join(char for char in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(char))}]+"
)
# Quotes and dashes are none, which a short pattern tells in a tenth of the time of that long one.
_MAY_BE_A_MARK = re.compile("[^\x00-\u02ff\u2000-\u206f]")
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


def fold(text: str) -> str:
    """Return a text in lower case, without accents and ligatures; "Œuvres" is "oeuvres"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        if _MAY_BE_A_MARK.search(text):
            text = _MARKS.sub("", text)
    text = text.casefold().translate(_SPELT_OUT)
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
    """Return the words of a text, and what some make where they are written together.

    That is what words with joiners make, and initials: “J. R. R.” is “jrr”, too.
    """
    folded = fold(text)
    patterns = patterns_for(folded)
    words = [part[:LONGEST] for part in patterns.part.findall(folded)]
    together = [*patterns.joined.findall(folded), *_INITIALS.findall(folded)]
    return words, [_NOT_A_LETTER.sub("", each)[:LONGEST] for each in dict.fromkeys(together)]


def patterns_for(folded: str) -> _Patterns:
    """Return how words are told apart in a folded text."""
    if folded.isascii() or not _HAS_ALONE.search(folded):
        return _SPACED
    return _UNSPACED
