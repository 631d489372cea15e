"""Finding works by what is typed and chosen: which ones, in what order.

Everything here asks the engine and the tables of search only, whatever the engine is. What cannot
be found as typed is looked for with words corrected, then without the words that no book has, then
with one word less.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from search import levels
from search.engines import Group, Place, Wanted, engine, reading
from search.frequencies import Frequencies, Tokens
from search.lookups import titled
from search.models import Document
from search.ranking import Candidate, candidates, in_order, is_at_head, tokens_of, weights
from search.spelling import corrected
from search.terms import Term, line_of, phrase_of

# Nobody reads further, and a page is counted and ordered in a moment.
MOST = levels.FEW
# With fewer results, books with a word spelt nearly so are shown below them.
_HARDLY_ANY = 3
_MOST_TERMS_LEFT_OUT = 6
# Nobody misspells a word as one that so many titles and names have.
_TOO_COMMON_TO_BE_WRONG = 40
# Of the works that are missing so large a part is enough, rather than to look once more.
_ENOUGH = 0.4
# So many works that are called just so stand before all others.
_MOST_TITLED = 60
# More works than that have no sentence in common, but words that often follow each other.
_FEW_IN_A_ROW = MOST // 4
# About one in so many works that have two words has them in a row. Of more works than that, the
# best known are looked at, as those that have the words anywhere are.
_IN_A_ROW, _MANY_IN_A_ROW = 10, 5_000


@dataclass(frozen=True)
class Hits:
    """The works found, the best first, MOST at the most; `is_more` says that there are others.

    `terms` are those that were looked for, with their corrections, without those that no book has;
    `typed` is how many of the works have all that was typed, just so: they stand before the others.
    `is_partial` says that the works have all terms but one, not always the same.
    """

    works: Sequence[Candidate] = ()
    terms: Sequence[Term] = ()
    typed: int = 0
    is_more: bool = False
    is_partial: bool = False


def find(
    terms: Sequence[Term],
    tokens: Tokens = (),
    *,
    known: Frequencies | None = None,
    most: int | None = None,
) -> Hits:
    """Find the works that have all terms and one token of each list; none where nothing is asked.

    Raises nothing and takes a handful of queries, whatever is asked. `known` are the frequencies
    that searches for the same words share. `most` works are looked at, MOST where it is not given.
    """
    search = _Search(terms, tokens, known, most)
    hits = search.as_typed()
    if not terms or len(hits.works) >= _HARDLY_ANY:
        return hits
    if any(is_at_head(candidate, terms) for candidate in hits.works):
        return hits
    return search.more_or_less(hits)


def best_known() -> Hits:
    """Return the best known works of the shop. Two queries."""
    using = reading()
    # By quality alone, since the index has no more.
    known = Document.objects.using(using).order_by("-quality")
    works = list(known.values_list("work_id", flat=True)[: MOST + 1])
    found = candidates(works[:MOST], using)
    in_order = sorted(found, key=lambda each: (-each.quality, each.work_id))
    return Hits(in_order, is_more=len(works) > MOST)


def have_many(terms: Sequence[Term], *, known: Frequencies | None = None) -> bool:
    """Whether so many works have all terms that the best known are looked at. One query."""
    return not terms or _Search(terms, (), known).expected() > MOST


def tokens_of_all(
    terms: Sequence[Term], tokens: Tokens, *, known: Frequencies | None = None
) -> list[str]:
    """Return the tokens of works that have all terms and tokens, in any order, to count them.

    A few queries, and much less work than to find and order them.
    """
    if not terms and not tokens:
        return [work.tokens for work in best_known().works]
    return tokens_of(_Search(terms, tokens, known).some(), reading())


class _Search:
    """One search: what is wanted, and how common each word of it is."""

    def __init__(
        self,
        terms: Sequence[Term],
        tokens: Tokens,
        known: Frequencies | None = None,
        most: int | None = None,
    ) -> None:
        # Words that are typed twice count twice in a phrase only.
        self._line, self._terms = terms, list(dict.fromkeys(terms))
        self._tokens = tokens
        self._most = most or MOST
        self._using = reading()
        self._engine = engine(self._using)
        self._frequencies = known or Frequencies(self._using)
        self._frequencies.look_up(self._terms, tokens)
        self._is_complete = True

    def expected(self) -> int:
        """Return about how many works have the rarest of what is wanted."""
        return self._at_most(self._terms, Place.WHOLE)

    def some(self) -> list[int]:
        """Return works that have all terms, best at their heads, by as few queries as may be."""
        at_heads = self._frequencies.likely(self._terms, Place.HEAD, self._tokens)
        place = Place.HEAD if self._terms and at_heads > self._most else Place.WHOLE
        return self._at_levels(self._terms, place, missing=self._most)

    def as_typed(self) -> Hits:
        hits = self._hits(self._terms)
        return replace(hits, typed=len(hits.works))

    def more_or_less(self, hits: Hits) -> Hits:
        """Return the hits and, below them, works with words corrected; else with one left out."""
        terms = self._corrected()
        more = self._hits(terms) if any(term.corrections for term in terms) else Hits()
        if not hits.works and not more.works:
            return self._with_fewer(terms)
        known = {candidate.work_id for candidate in hits.works}
        others = [each for each in more.works if each.work_id not in known]
        return replace(
            more, works=[*hits.works, *others][: self._most], terms=terms, typed=len(known)
        )

    def _corrected(self) -> list[Term]:
        counts = {term.typed: self._works_with(term, Place.HEAD) for term in self._terms}
        common = {word for word, count in counts.items() if count > _TOO_COMMON_TO_BE_WRONG}
        terms = corrected(self._terms, self._using, common=common)
        self._frequencies.look_up(terms)
        return terms

    def _with_fewer(self, terms: Sequence[Term]) -> Hits:
        """Return works that have all terms that any book has, or all of these but one."""
        known = [term for term in terms if self._works_with(term)]
        if 0 < len(known) < len(terms):
            hits = self._hits(known)
            if hits.works:
                return hits
        known = known[:_MOST_TERMS_LEFT_OUT]
        if len(known) < 2:
            return Hits(terms=known)
        works = self._at_levels(known, Place.WHOLE, missing=self._most, all_but_one=True)
        hits = self._ranked(works, known)
        return replace(hits, is_partial=bool(hits.works))

    def _hits(self, terms: Sequence[Term]) -> Hits:
        return self._ranked(self._works(terms), terms)

    def _ranked(self, works: Sequence[int], terms: Sequence[Term]) -> Hits:
        found = candidates(works[: self._most], self._using)
        shares = weights(terms, self._works_with)
        ranked = in_order(
            found,
            terms,
            shares,
            typed=line_of(self._line),
            phrase_in=self._with_phrase(found, terms),
        )
        return Hits(ranked, terms, is_more=len(works) > self._most or not self._is_complete)

    def _with_phrase(self, found: Sequence[Candidate], terms: Sequence[Term]) -> Sequence[int]:
        """Return the works with the terms in a row, where that can decide between some."""
        if len(found) < 2 or len(phrase_of(self._line)) < 2:
            return ()
        return () if all(is_at_head(each, terms) for each in found) else self._in_a_row

    @cached_property
    def _in_a_row(self) -> Sequence[int]:
        """The works with all that was typed in a row."""
        phrase = phrase_of(self._line)
        if len(phrase) < 2:
            return ()
        likely = self._likely(self._terms, Place.WHOLE) / _IN_A_ROW ** (len(phrase) - 1)
        level = levels.level_for(likely, _MANY_IN_A_ROW)
        wanted = Wanted([[phrase]], Place.WHOLE, self._tokens, level)
        return self._engine.find(wanted, limit=self._most)

    def _works(self, terms: Sequence[Term]) -> list[int]:
        """Return works that have all terms: one more than MOST where there are more.

        Of those that very many have, the best known; `_is_complete` says so.
        """
        if not self._at_most(terms, Place.WHOLE):
            return []
        if self._likely(terms, Place.WHOLE) <= self._most:
            works = self._at_level(Wanted(_groups(terms), tokens=self._tokens))
            if len(works) <= self._most:
                return works
        best = dict.fromkeys(self._titled(terms))
        if len(self._in_a_row) <= _FEW_IN_A_ROW:
            best |= dict.fromkeys(self._in_a_row)
        best |= dict.fromkeys(self._at_levels(terms, Place.HEAD, missing=self._most))
        missing = self._most - len(best)
        if missing > self._most * (1 - _ENOUGH):
            best |= dict.fromkeys(self._at_levels(terms, Place.WHOLE, missing=missing))
        else:
            self._is_complete = False
        return list(best)

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
                self._is_complete &= level == 0
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
        return self._engine.find(wanted, limit=self._most + 1)

    def _likely(self, terms: Sequence[Term], place: Place, *, all_but_one: bool = False) -> float:
        choices = combinations(terms, len(terms) - 1) if all_but_one else [terms]
        return max(self._frequencies.likely(each, place, self._tokens) for each in choices)

    def _at_most(self, terms: Sequence[Term], place: Place) -> int:
        return self._frequencies.at_most(terms, place, self._tokens)

    def _works_with(self, term: Term, place: Place = Place.WHOLE) -> int:
        return self._frequencies.works_with(term, place)


def _groups(terms: Sequence[Term]) -> list[Group]:
    return [term.group for term in terms]
