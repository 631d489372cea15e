"""Gathering the works that have some words: as few as a page needs, the best known of many.

How many works may have the words is guessed from how many have each (search.frequencies), and by
that a level is chosen (search.levels). Nothing here orders works.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from search import levels
from search.engines import Group, Place, Wanted, engine
from search.frequencies import Frequencies, Tokens
from search.stored import titled
from search.terms import Term, line_of, phrase_of

# Of the works that are missing so large a part is enough, rather than to look once more.
_ENOUGH = 0.3
# So many works that are called just so stand before all others.
_MOST_TITLED = 40
# If one part of what is looked at has a sentence in common, that is chance: the words often follow
# each other.
_FEW_IN_A_ROW = 0.25
# About one in so many works that have two words has them in a row. Of more works than that, the
# best known are looked at, as of those that have the words anywhere.
_IN_A_ROW, _MANY_IN_A_ROW = 10, 5_000


class Gathering:
    """Works with some terms and one token of each list, of which `most` are looked at.

    `line` is what was typed, with words that are repeated. `is_complete` says whether there are no
    others than were returned by now.
    """

    def __init__(
        self,
        line: Sequence[Term],
        tokens: Tokens,
        frequencies: Frequencies,
        *,
        using: str,
        most: int,
    ) -> None:
        self.is_complete = True
        self._line, self._phrase = line, phrase_of(line)
        self._in_a_row: Sequence[int] | None = None if len(self._phrase) > 1 else ()
        self._tokens, self._frequencies = tokens, frequencies
        self._using, self._engine = using, engine(using)
        self._most = most

    def with_all(self, terms: Sequence[Term]) -> list[int]:
        """Return works that have all terms, one more than count where there are more.

        Of those that very many have, the best known.
        """
        if not self._frequencies.at_most(terms, Place.WHOLE, self._tokens):
            return []
        if self._likely(terms, Place.WHOLE) <= self._most:
            works = self._at_level(Wanted(_groups(terms), tokens=self._tokens))
            if len(works) <= self._most:
                return works
        best = dict.fromkeys(self._titled(terms))
        at_heads = self._at_levels(terms, Place.HEAD, missing=self._most)
        if len(self.in_a_row) <= self._most * _FEW_IN_A_ROW:
            best |= dict.fromkeys(self.in_a_row)
        best |= dict.fromkeys(at_heads)
        missing = self._most - len(best)
        if missing > self._most * (1 - _ENOUGH):
            best |= dict.fromkeys(self._at_levels(terms, Place.WHOLE, missing=missing))
        else:
            self.is_complete = False
        return list(best)

    def with_all_but_one(self, terms: Sequence[Term]) -> list[int]:
        """Return works that have all terms but one, whichever it is."""
        return self._at_levels(terms, Place.WHOLE, missing=self._most, all_but_one=True)

    def some(self, terms: Sequence[Term]) -> list[int]:
        """Return works that have all terms, best at their heads, by as few queries as may be."""
        self._in_a_row = ()
        at_heads = self._likely(terms, Place.HEAD)
        place = Place.HEAD if terms and at_heads > self._most else Place.WHOLE
        return self._at_levels(terms, place, missing=self._most)

    @property
    def in_a_row(self) -> Sequence[int]:
        """The works with all that was typed in a row; known once others are."""
        return self._in_a_row or ()

    def _titled(self, terms: Sequence[Term]) -> list[int]:
        """Return the best known works that are called just so, however common the words are."""
        if not terms or self._tokens:
            return []
        return titled(line_of(self._line), self._using, most=_MOST_TITLED)

    def _at_levels(
        self, terms: Sequence[Term], place: Place, *, missing: int, all_but_one: bool = False
    ) -> list[int]:
        """Return works of the highest level that has about as many as are missing."""
        wanted = Wanted(_groups(terms), place, self._tokens, all_but_one=all_but_one)
        likely = self._likely(terms, place, all_but_one=all_but_one)
        level = levels.level_for(likely, max(missing, 1))
        above: list[int] = []
        while True:
            works = self._at_level(replace(wanted, level=level))
            if level == 0 or len(works) >= missing * _ENOUGH:
                self.is_complete &= level == 0
                above = above or self._better(works, wanted, level)
                return [*dict.fromkeys([*above, *works])]
            above, level = works, levels.level_below(level, len(works), missing)

    def _better(self, works: list[int], wanted: Wanted, level: int) -> list[int]:
        """Return those of the levels above where a level has more works than count."""
        if len(works) <= self._most:
            return []
        above = self._at_level(replace(wanted, level=level + 1))
        return [*self._better(above, wanted, level + 1), *above]

    def _at_level(self, wanted: Wanted) -> list[int]:
        if self._in_a_row is not None:
            return self._engine.find(wanted, limit=self._most + 1)
        both = [wanted, self._line_in_a_row()]
        works, self._in_a_row = self._engine.find_each(both, limit=self._most + 1)
        return works

    def _line_in_a_row(self) -> Wanted:
        likely = self._likely(list(dict.fromkeys(self._line)), Place.WHOLE)
        likely /= _IN_A_ROW ** (len(self._phrase) - 1)
        level = levels.level_for(likely, _MANY_IN_A_ROW)
        return Wanted([[self._phrase]], Place.WHOLE, self._tokens, level)

    def _likely(self, terms: Sequence[Term], place: Place, *, all_but_one: bool = False) -> float:
        choices = combinations(terms, len(terms) - 1) if all_but_one else [terms]
        return max(self._frequencies.likely(each, place, self._tokens) for each in choices)


def _groups(terms: Sequence[Term]) -> list[Group]:
    return [term.group for term in terms]
