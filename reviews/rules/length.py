"""RR-6: a review is more than a single word."""

import re
import unicodedata
from itertools import islice

from catalog.scripts import WITHOUT_SPACES
from reviews.rules.findings import Finding, Severity

ADVICE = (
    "A review needs more than a single word. "
    "Say what the book is like and what you liked or missed."
)
FEWEST_WORDS = 2

# A word is a letter of a script without spaces, or a run of other letters and digits; apostrophes
# and dots inside belong to it ("don't", "3.5"), hyphens do not (UAX 29, WB4 to WB13). Whether two
# letters of Chinese, Japanese or Thai are one word takes a dictionary, so such a text passes.
_WORD = re.compile(
    rf"[{WITHOUT_SPACES}]|[^\W{WITHOUT_SPACES}]++(?:['’.][^\W{WITHOUT_SPACES}]++)*+",
)


def find_single_word(text: str) -> list[Finding]:
    """Return one finding over the whole text when it has no words or only one (RR-6)."""
    words = list(islice(_WORD.finditer(_without_marks(text)), FEWEST_WORDS))
    if len(words) == FEWEST_WORDS:
        return []
    whole = 0, len(text)
    return [Finding.at(text, whole, rule="RR-6", severity=Severity.BLOCK, advice=ADVICE)]


def _without_marks(text: str) -> str:
    """Drop what never stands alone: accents, vowel signs, joiners. Else Hindi words fall apart."""
    return "".join(
        character
        for character in text
        if unicodedata.category(character) not in {"Mn", "Mc", "Me", "Cf"}
    )
