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
