"""What somebody types, as terms: words, each with the ways in which the index may have it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from search.engines import Phrase
from search.words import written_words

# What a form takes, and more words than a title line has.
LONGEST_TEXT = 200
MOST_TERMS = 16


@dataclass(frozen=True)
class Term:
    """A word that was typed; `phrases` are the ways in which a book may have it.

    `corrections` are other words that it may be a misspelling of, the likeliest first.
    """

    typed: str
    phrases: tuple[Phrase, ...]
    corrections: tuple[str, ...] = ()

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
    """Return the terms of a typed text in their order, repeated ones, too; only so many count."""
    written = islice(written_words(text[:LONGEST_TEXT]), MOST_TERMS)
    return [
        Term(" ".join(word.parts), (word.parts, *([(word.joined,)] if word.joined else [])))
        for word in written
    ]


def line_of(terms: Iterable[Term]) -> str:
    """Return the terms as one line of words, as a title is kept."""
    return " ".join(term.typed for term in terms)


def phrase_of(terms: Iterable[Term]) -> Phrase:
    """Return the terms as one phrase."""
    return tuple(word for term in terms for word in term.phrases[0])
