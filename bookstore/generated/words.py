"""Made-up words, as often as words are in the titles of a real catalogue.

The word of rank r comes in proportion to 1 / (r + 20): Zipf's law with Mandelbrot's flat start.
"""

import tomllib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

VOCABULARY = 60_000
_FLAT_START = 20

_LISTS = {
    name: text.split()
    for name, text in tomllib.loads(
        (Path(__file__).parent / "data" / "words.toml").read_text(encoding="utf-8")
    ).items()
}
FUNCTION_WORDS = _LISTS["function_words"]
COMMON_WORDS = _LISTS["common_words"]
# Of forty words, one has letters with accents.
_MARKED = 1 / 40


class Vocabulary:
    """Words for titles and for texts, drawn with a Random that the caller keeps."""

    def __init__(self, seed: int, size: int = VOCABULARY) -> None:
        made_up = _made_up(Random(seed), size)  # noqa: S311 - no secret hangs on it.
        self.made_up = sorted(made_up, key=len)
        self._words = [*COMMON_WORDS, *self.made_up]
        self._weights = list(
            accumulate(1 / (rank + _FLAT_START) for rank in range(len(self._words)))
        )
        self._text_words = [*FUNCTION_WORDS, *self._words]
        self._text_weights = list(accumulate(self._weights_of_text()))

    def words(self, random: Random, count: int) -> list[str]:
        """Return words as they stand in titles, none of them "the" or "of"."""
        return random.choices(self._words, cum_weights=self._weights, k=count)

    def running_text(self, random: Random, count: int) -> list[str]:
        """Return words as they follow each other in sentences."""
        return random.choices(self._text_words, cum_weights=self._text_weights, k=count)

    def _weights_of_text(self) -> Iterator[float]:
        # Function words make up four words of ten.
        share = self._weights[-1] * 2 / 3
        harmonic = sum(1 / rank for rank in range(1, len(FUNCTION_WORDS) + 1))
        for rank in range(1, len(FUNCTION_WORDS) + 1):
            yield share / rank / harmonic
        yield from (1 / (rank + _FLAT_START) for rank in range(len(self._words)))


def made_up_word(random: Random, syllables: int) -> str:
    """Return a word that can be pronounced and that nobody has read before."""
    nuclei = _LISTS["marked_nuclei"] if random.random() < _MARKED else _LISTS["nuclei"]
    parts = []
    for _ in range(syllables):
        parts += [random.choice(_LISTS["onsets"]), random.choice(nuclei)]
    has_ending = syllables > 1 and random.random() < 0.5
    parts.append(random.choice(_LISTS["endings" if has_ending else "codas"]))
    return "".join(parts)


def _made_up(random: Random, size: int) -> list[str]:
    words = dict.fromkeys([*FUNCTION_WORDS, *COMMON_WORDS])
    kept = len(words)
    while len(words) < size + kept:
        words[made_up_word(random, random.choice((1, 2, 2, 2, 3, 3)))] = None
    return list(words)[kept:]
