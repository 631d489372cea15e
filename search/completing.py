"""Works found by the beginning of what somebody types: the last word may go on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connections

from catalog import isbn
from search.engines import reading
from search.finding import Hits, find, have_many
from search.models import Word
from search.ranking import Candidate
from search.terms import LONGEST_TEXT, MOST_TERMS, Term
from search.words import words_of

# So many ways in which a word may go on are looked for, those of the most titles and names.
_MOST_ENDINGS = 8
# Nobody reads more than a few, and there is one search after each key.
_LOOKED_AT = 100
# Fewer letters of Latin script begin too many words to mean one.
_FEWEST_LETTERS = 2


def find_begun(text: str) -> Hits:
    """Find works by words of which the last may go on; right spelling is tried where none has it.

    A handful of queries, whatever is typed.
    """
    terms = [Term(word, ((word,),)) for word in _words(text)[:MOST_TERMS]]
    if not terms or (len(terms) == 1 and _is_too_short(terms[0].typed)):
        return Hits()
    *others, last = terms
    if others and not have_many(others):
        hits = find(others)
        if works := [work for work in hits.works[: hits.typed] if _goes_on(work, last.typed)]:
            return Hits(works, [*hits.terms, _with_endings(last, _endings_in(works, last.typed))])
    return find([*others, _with_endings(last, _endings(last.typed))], most=_LOOKED_AT)


def _words(text: str) -> list[str]:
    try:
        return [isbn.stored_number(text)]
    except isbn.InvalidISBN:
        return words_of(text[:LONGEST_TEXT])


def _is_too_short(word: str) -> bool:
    return word.isascii() and len(word) < _FEWEST_LETTERS


def _goes_on(work: Candidate, beginning: str) -> bool:
    return any(word.startswith(beginning) for word in _head(work))


def _head(work: Candidate) -> list[str]:
    return f"{work.title} {work.subtitle} {work.people}".split()


def _with_endings(term: Term, words: Iterable[str]) -> Term:
    return replace(
        term, phrases=tuple(dict.fromkeys([*term.phrases, *((word,) for word in words)]))
    )


def _endings_in(works: Iterable[Candidate], beginning: str) -> Sequence[str]:
    return [word for work in works for word in _head(work) if word.startswith(beginning)]


def _endings(beginning: str) -> Sequence[str]:
    """Return the words of titles and names that begin so, the most common first. One query."""
    using = reading()
    words = Word.objects.using(using).filter(text__startswith=beginning, heads__gt=0)
    if connections[using].vendor == "sqlite":
        # For LIKE alone SQLite would read the whole table.
        words = words.filter(text__gte=beginning, text__lt=f"{beginning}\U0010ffff")
    return list(words.order_by("-heads", "text").values_list("text", flat=True)[:_MOST_ENDINGS])
