"""Words of titles and names that a typed word may be a misspelling of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db import connections
from rapidfuzz.distance import OSA

from search.terms import Term
from search.vocabulary import SHORTEST_CORRECTED, deletions, is_corrected

# So many corrections of a word are looked for at once.
_MOST = 8
# Of which a letter may be missing: “dik” is “dick”.
_SHORTEST = SHORTEST_CORRECTED - 1
# Up to this length one letter may be wrong, and in longer words two.
_SHORT = 7


def corrected(terms: Sequence[Term], using: str, *, common: Collection[str]) -> list[Term]:
    """Return the terms, each word with its corrections. One query.

    `common` are words that so many books have that nobody has misspelt them.
    """
    words = {term.typed for term in terms if term.is_one_word}.difference(common)
    wrong = {word for word in words if is_corrected(word, shortest=_SHORTEST)}
    near = _words_near(wrong, using)
    return [
        replace(term, corrections=_likeliest(term.typed, near)) if term.typed in wrong else term
        for term in terms
    ]


def _words_near(typed: Iterable[str], using: str) -> list[tuple[str, int]]:
    """Return words that may be meant, each with the number of titles and names it stands in."""
    texts = sorted({text for word in typed for text in deletions(word)})
    if not texts:
        return []
    places = ", ".join(["%s"] * len(texts))
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT text, heads FROM search_word WHERE heads > 0 AND text IN "  # noqa: S608
            f"(SELECT word FROM search_deletion WHERE text IN ({places}))",
            texts,
        )
        return cursor.fetchall()


def _likeliest(typed: str, near: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    most = 1 if len(typed) <= _SHORT else 2
    distances = ((OSA.distance(typed, word), -heads, word) for word, heads in near)
    return tuple(word for far, _, word in sorted(distances) if 0 < far <= most)[:_MOST]
