"""RR-3: no profanity, by a list of words that staff can edit."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from catalog.folding import fold
from reviews.rules.findings import Finding, Severity

ADVICE = (
    "Reviews are read by people of all ages, so they go without coarse words. "
    "Choose a milder word, or leave it if it is part of a title or a name."
)

_DEFAULT_WORDS = Path(__file__).with_name("default_words.txt")

# Inside a word also stand the signs that are written for letters, accents and invisible characters
# that came with the typing, and the apostrophe: "Dick's" is a word of its own (UAX 29).
_INVISIBLE = "\N{SOFT HYPHEN}\u200b-\u200d\u2060\ufeff"
_TOKEN = re.compile(
    rf"(?:[^\W_]|[@$\u0300-\u036f{_INVISIBLE}]|!(?=\w)|(?<=[^\W_])['’](?=[^\W_]))++"
)
_INVISIBLE_CHARACTER = re.compile(f"[{_INVISIBLE}]")
_SIGNS = str.maketrans("@$!", "asi")
_DIGITS = str.maketrans("013457", "oieast")
_STRETCHED = re.compile(r"(.)\1{2,}+")


def default_words() -> frozenset[str]:
    """Return the words a new shop starts with, folded."""
    return frozenset(fold(line) for line in _DEFAULT_WORDS.read_text("utf-8").splitlines())


def find_profanity(text: str, profanity: Collection[str]) -> list[Finding]:
    """Return the whole words of a text that are in `profanity`, never parts of words (RR-3).

    `profanity` holds single words as `catalog.folding.fold` writes them. Case, accents, stretched
    letters ("daaamn") and signs for letters ("$h1t") do not hide a word.
    """
    listed = frozenset(profanity)
    return [
        Finding.at(text, match.span(), rule="RR-3", severity=Severity.WARN, advice=ADVICE)
        for match in _TOKEN.finditer(text)
        if not listed.isdisjoint(_readings(match.group()))
    ]


def _readings(token: str) -> Iterator[str]:
    """Yield the words that a token may be read as, folded."""
    visible = _INVISIBLE_CHARACTER.sub("", token)
    for spelling in {visible, visible.strip("@$!")}:  # "@" may be a letter or call somebody.
        word = fold(_letters(spelling))
        yield word
        if _STRETCHED.search(word):
            yield _STRETCHED.sub(r"\1", word)
            yield _STRETCHED.sub(r"\1\1", word)


def _letters(spelling: str) -> str:
    """Read signs as letters, and digits too where a letter ends the word: not in "A55", "1984"."""
    if spelling[-1:].isalpha():
        spelling = spelling.translate(_DIGITS)
    return spelling.translate(_SIGNS)
