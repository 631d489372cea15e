"""Marking in a text, as it is written, the words that were looked for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString

from search.engines import Phrase
from search.places import Part, folded_in_place, placed_words
from search.terms import Term
from search.words import is_spaced, run_together

Span = tuple[int, int]
# What words may be written with between their parts, or be longer for when they are folded.
_JOINERS = {*"'`-.&+#"}


class Marker:
    """Marks the words of some terms, right or corrected."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for term in terms:
            for phrase in term.group:
                self._by_first.setdefault(phrase[0], []).append(phrase)

    def mark(self, text: str) -> SafeString:
        """Return the text as HTML, escaped, with `<mark>` around the words."""
        if not self._may_be_in(text):
            return SafeString(escape(text))
        pieces: list[str] = []
        done = 0
        for start, end in self.spans(text):
            pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
            done = end
        # Every piece of the text is escaped.
        return SafeString("".join([*pieces, escape(text[done:])]))

    def spans(self, text: str) -> list[Span]:
        """Return where the words stand, in order and none within another."""
        if self._as_written and (plain := self._plain(text)) is not None:
            return [match.span() for match in self._as_written.finditer(plain)]
        words = list(placed_words(text))
        parts = [part for word in words for part in word]
        found = [*self._phrases(parts), *self._run_together(words)]
        spans: list[Span] = []
        for start, end in sorted(found):
            if spans and start < spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
        return spans

    @cached_property
    def _as_written(self) -> re.Pattern[str] | None:
        """Finds the words in a plain text; None where there are none, or some are phrases."""
        if not self._by_first or any(
            len(phrase) > 1 for phrases in self._by_first.values() for phrase in phrases
        ):
            return None
        words = "|".join(map(re.escape, self._by_first))
        return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)

    def _plain(self, text: str) -> str | None:
        """Return the text with its words as they are looked for, all in place, if it may be."""
        if _is_plain(text):
            return text
        folded = folded_in_place(text)
        if folded is None or not is_spaced(folded):
            return None
        return None if any(map(self._is_wanted, run_together(folded))) else folded

    def _may_be_in(self, text: str) -> bool:
        """Whether a closer look is needed, as it is not for most names and titles."""
        if not _is_plain(text):
            return True
        lower = text.lower()
        return any(word in lower for word in self._by_first)

    def _phrases(self, parts: Sequence[Part]) -> Iterator[Span]:
        for place, part in enumerate(parts):
            for phrase in self._by_first.get(part.word, ()):
                here = parts[place : place + len(phrase)]
                if tuple(each.word for each in here) == phrase:
                    yield here[0].start, here[-1].end

    def _run_together(self, words: Sequence[Sequence[Part]]) -> Iterator[Span]:
        """Yield where parts or initials stand that make a word together, as “J.R.R.” does “jrr”."""
        initials: list[Part] = []
        for parts in (*words, ()):
            if len(parts) == 1 and len(parts[0].word) == 1:
                initials += parts
                continue
            for together in (parts, initials):
                if len(together) > 1 and self._is_wanted("".join(each.word for each in together)):
                    yield together[0].start, together[-1].end
            initials = []

    def _is_wanted(self, word: str) -> bool:
        return (word,) in self._by_first.get(word, ())


def _is_plain(text: str) -> bool:
    """Whether words are written as they are looked for, but for their case."""
    return text.isascii() and _JOINERS.isdisjoint(text)
