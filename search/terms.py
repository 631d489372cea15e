"""What somebody types, as terms: words, each with the ways in which the index may have it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from search.engines import Phrase
from search.words import written_words

# What a form takes, and more words than a title line has.
LONGEST_TEXT = 200
_MOST_TERMS = 16


@dataclass(frozen=True)
class Term:
    """A word that was typed; `phrases` are the ways in which a book may have it.

    `corrections` are other words that it may be a misspelling of, the likeliest first.
    """

    typed: str
    phrases: Sequence[Phrase]
    corrections: Sequence[str] = field(default=())

    @property
    def words(self) -> set[str]:
        return {word for phrase in self.phrases for word in phrase}

    @property
    def is_one_word(self) -> bool:
        return len(self.phrases) == 1 and len(self.phrases[0]) == 1

    @property
    def group(self) -> Sequence[Phrase]:
        """All ways in which a book may have the word, right or corrected."""
        return [*self.phrases, *((word,) for word in self.corrections)]


def terms_of(text: str) -> list[Term]:
    """Return the terms of a typed text, each once; only so many words count."""
    terms = {}
    for word in written_words(text[:LONGEST_TEXT]):
        phrases = [word.parts, *([(word.joined,)] if word.joined else [])]
        terms[" ".join(word.parts)] = Term(" ".join(word.parts), phrases)
    return list(terms.values())[:_MOST_TERMS]


def phrase_of(terms: Iterable[Term]) -> Phrase:
    """Return the typed words as one phrase."""
    return tuple(word for term in terms for word in term.phrases[0])
