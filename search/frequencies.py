"""How common words and tokens are in the shop, and how many works may have several of them."""

from collections.abc import Iterable, Sequence
from math import prod, sqrt
from typing import NamedTuple

from search.engines import Place, level_token
from search.stored import rows_with
from search.terms import Term

# Of each list of tokens a work must have one.
Tokens = Sequence[Sequence[str]]
# Every work has it.
_ALL = level_token(0)


class _Count(NamedTuple):
    """How many works have a word anywhere, and how many in title and names."""

    works: int = 0
    heads: int = 0


class Frequencies:
    """Looked up once for each word, however often it is asked for."""

    def __init__(self, using: str) -> None:
        self._using = using
        self._known: dict[str, _Count] = {}

    def look_up(self, terms: Iterable[Term], tokens: Tokens = ()) -> None:
        """Learn how common the words and tokens are that are not known yet. One query."""
        texts = {word for term in terms for phrase in term.group for word in phrase}
        texts |= {_ALL, *(one for any_of in tokens for one in any_of)}
        unknown = texts - self._known.keys()
        if unknown:
            rows = rows_with("text, works, heads", "search_word", "text", unknown, self._using)
            self._known |= dict.fromkeys(unknown, _Count()) | {
                text: _Count(works, heads) for text, works, heads in rows
            }

    def works_with(self, term: Term, place: Place = Place.WHOLE) -> int:
        """Return about how many works have a term, as typed or corrected."""
        column = "heads" if place is Place.HEAD else "works"
        return sum(
            min(getattr(self._known[word], column) for word in phrase) for phrase in term.group
        )

    def at_most(self, terms: Iterable[Term], place: Place, tokens: Tokens) -> int:
        """Return how many works have the rarest of what is wanted."""
        counts = [self.works_with(term, place) for term in terms]
        return min([*counts, *map(self._with_one, tokens)], default=0)

    def likely(self, terms: Iterable[Term], place: Place, tokens: Tokens) -> float:
        """Return about how many works have all that is wanted.

        Tokens are taken to be as common in these works as in all. Words are more common beside
        others that are wanted, too, by about the root of their share.
        """
        first, *others = sorted(self.works_with(term, place) for term in terms) or [self._all]
        shares = [sqrt(self._share(count)) for count in others]
        return first * prod(shares) * prod(self._share(self._with_one(each)) for each in tokens)

    @property
    def _all(self) -> int:
        return self._known[_ALL].works

    def _share(self, count: int) -> float:
        return min(count / self._all, 1) if self._all else 1

    def _with_one(self, any_of: Iterable[str]) -> int:
        return sum(self._known[one].works for one in any_of)
