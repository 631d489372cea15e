"""What a page of results says of how it understood what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.templatetags.shop import number
from search.finding import Hits
from search.ranking import Candidate
from search.terms import Term, line_of


@dataclass(frozen=True)
class Reading:
    """How the words were read where no book, or hardly any, has them as typed.

    `typed` is how many books have them, `words` what the others have instead, empty where that is
    not known; `left_out` are words that no book has.
    """

    typed: int = 0
    words: str = ""
    left_out: Sequence[str] = ()
    is_partial: bool = False


def how_many(hits: Hits) -> str:
    """Return the number of books in words."""
    count = len(hits.works)
    books = f"{number(count)} book{'' if count == 1 else 's'}"
    return f"More than {books}" if hits.is_more else books if count else "Nothing found"


def reading_of(hits: Hits, typed: Sequence[Term]) -> Reading | None:
    """Return how the words were read, or None where all books have them as they were typed."""
    if hits.typed == len(hits.works):
        return None
    looked_for = {term.typed for term in hits.terms}
    words = " ".join(_as_found(term, hits.works[hits.typed]) for term in hits.terms)
    return Reading(
        typed=hits.typed,
        words="" if words == line_of(typed) else words,
        left_out=[term.typed for term in typed if term.typed not in looked_for],
        is_partial=hits.is_partial,
    )


def _as_found(term: Term, work: Candidate) -> str:
    """Return a term as that work has it in title or names, else as it was typed."""
    words = {*work.title.split(), *work.subtitle.split(), *work.people.split()}
    if any(words.issuperset(phrase) for phrase in term.phrases):
        return term.typed
    return next((word for word in term.corrections if word in words), term.typed)
