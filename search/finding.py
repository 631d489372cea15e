"""Finding works by what is typed and chosen: which ones, in what order.

Everything here asks the engine and the tables of search only, whatever the engine is. What cannot
be found as typed is looked for with words corrected, then without the words that no book has, then
with one word less.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from search import levels
from search.engines import Place, Wanted, engine, reading
from search.models import Document, Word
from search.ranking import Candidate, candidates, in_order, is_at_head, weights
from search.spelling import corrected
from search.terms import Term, line_of, phrase_of

# Nobody reads further, and a page is counted and ordered in a moment.
MOST = levels.FEW
# With fewer results, books with a word spelt nearly so are shown below them.
_HARDLY_ANY = 3
_MOST_TERMS_LEFT_OUT = 6

# Of each list of tokens a work must have one.
Tokens = Sequence[Sequence[str]]


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


def find(terms: Sequence[Term], tokens: Tokens = ()) -> Hits:
    """Find the works that have all terms and one token of each list; none where nothing is asked.

    Raises nothing and takes a handful of queries, whatever is asked.
    """
    search = _Search(terms, tokens)
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


def have_many(terms: Sequence[Term]) -> bool:
    """Whether so many works have all terms that the best known are looked at. One query."""
    return not terms or _Search(terms, ()).expected() > MOST


def tokens_of_all(terms: Sequence[Term], tokens: Tokens) -> list[str]:
    """Return the tokens of the works that `find` would find as typed, in any order, to count them.

    A few queries, and much less work than to find and order them.
    """
    if not terms and not tokens:
        return [work.tokens for work in best_known().works]
    works = _Search(terms, tokens).works()[:MOST]
    return [work.tokens for work in candidates(works, reading())]


class _Search:
    """One search: what is wanted, and how common each word of it is."""

    def __init__(self, terms: Sequence[Term], tokens: Tokens) -> None:
        # Words that are typed twice count twice in a phrase only.
        self._line, self._terms = terms, list(dict.fromkeys(terms))
        self._tokens = tokens
        self._using = reading()
        self._engine = engine(self._using)
        self._counts: dict[str, Word] = {}
        self._count(self._terms)
        self._is_complete = True

    def expected(self) -> int:
        """Return about how many works have the rarest of what is wanted."""
        return self._expected(self._terms, Place.WHOLE)

    def works(self) -> list[int]:
        return self._works(self._terms)

    def as_typed(self) -> Hits:
        hits = self._hits(self._terms)
        return replace(hits, typed=len(hits.works))

    def more_or_less(self, hits: Hits) -> Hits:
        """Return the hits and, below them, works with words corrected; else with one left out."""
        counts = {term.typed: self._works_with(term, Place.HEAD) for term in self._terms}
        common = {word for word, count in counts.items() if count > levels.FEW}
        terms = corrected(self._terms, self._using, common=common)
        self._count(terms)
        more = self._hits(terms) if any(term.corrections for term in terms) else Hits()
        if not hits.works and not more.works:
            return self._with_fewer(terms)
        known = {candidate.work_id for candidate in hits.works}
        others = [each for each in more.works if each.work_id not in known]
        return replace(more, works=[*hits.works, *others][:MOST], terms=terms, typed=len(known))

    def _with_fewer(self, terms: Sequence[Term]) -> Hits:
        """Return works that have all terms that any book has, or all of these but one."""
        known = [term for term in terms if self._works_with(term)]
        if 0 < len(known) < len(terms):
            hits = self._hits(known)
            if hits.works:
                return hits
        known = known[:_MOST_TERMS_LEFT_OUT]
        fewer = [[*known[:place], *known[place + 1 :]] for place in range(len(known))]
        found = chain.from_iterable(self._all_works(each) for each in fewer if each)
        hits = self._ranked(list(dict.fromkeys(found)), known)
        return replace(hits, is_partial=bool(hits.works))

    def _all_works(self, terms: Sequence[Term]) -> list[int]:
        """Return works that have all terms, by one query where those are few, as mostly."""
        works = self._at_level(terms, Place.WHOLE, 0)
        return works if len(works) <= MOST else self._works(terms)

    def _hits(self, terms: Sequence[Term]) -> Hits:
        return self._ranked(self._works(terms), terms)

    def _ranked(self, works: Sequence[int], terms: Sequence[Term]) -> Hits:
        found = candidates(works, self._using)
        shares = weights(terms, self._works_with)
        ranked = in_order(
            found,
            terms,
            shares,
            typed=line_of(self._line),
            phrase_in=self._with_phrase(found, terms),
        )
        return Hits(ranked[:MOST], terms, is_more=len(works) > MOST or not self._is_complete)

    def _with_phrase(self, found: Sequence[Candidate], terms: Sequence[Term]) -> Sequence[int]:
        """Return the works with the terms in a row, where that can decide between some."""
        phrase = phrase_of(self._line)
        if len(phrase) < 2 or len(found) < 2:
            return ()
        if all(is_at_head(candidate, terms) for candidate in found):
            return ()
        return self._engine.find(Wanted([[phrase]], Place.WHOLE, self._tokens), limit=MOST)

    def _works(self, terms: Sequence[Term]) -> list[int]:
        """Return works that have all terms: one more than MOST where there are more.

        Of those that very many have, the best known; `_is_complete` says so.
        """
        expected = self._expected(terms, Place.WHOLE)
        if expected <= levels.FEW:
            return self._at_level(terms, Place.WHOLE, 0) if expected else []
        works = [*self._titled(terms), *self._at_levels(terms, Place.HEAD)]
        if len(works) <= MOST:
            works += self._at_levels(terms, Place.WHOLE)
        return list(dict.fromkeys(works))

    def _titled(self, terms: Sequence[Term]) -> list[int]:
        """Return works that are called just so, however common the words are."""
        if not terms or self._tokens:
            return []
        same = Document.objects.using(self._using).filter(title=line_of(self._line))
        rows = same.order_by("-quality")
        return list(rows.values_list("work_id", flat=True)[:MOST])

    def _at_levels(self, terms: Sequence[Term], place: Place) -> list[int]:
        """Return works of the highest level that has enough of them."""
        level = levels.level_for(self._expected(terms, place))
        while True:
            works = self._at_level(terms, place, level)
            if level == 0 or len(works) >= MOST // 2:
                self._is_complete &= level == 0
                return works
            level = max(level - 3, 0)

    def _at_level(self, terms: Sequence[Term], place: Place, level: int) -> list[int]:
        groups = [term.group for term in terms]
        return self._engine.find(Wanted(groups, place, self._tokens, level), limit=MOST + 1)

    def _expected(self, terms: Sequence[Term], place: Place) -> int:
        """Return how many works have the rarest of what is wanted."""
        counts = [self._works_with(term, place) for term in terms]
        counts += [sum(self._known(one).works for one in any_of) for any_of in self._tokens]
        return min(counts, default=0)

    def _works_with(self, term: Term, place: Place = Place.WHOLE) -> int:
        """Return about how many works have a term."""
        column = "heads" if place is Place.HEAD else "works"
        return sum(
            min(getattr(self._known(word), column) for word in phrase) for phrase in term.group
        )

    def _known(self, text: str) -> Word:
        return self._counts.get(text) or Word()

    def _count(self, terms: Sequence[Term]) -> None:
        """Look up how common the words are that are not known yet. One query."""
        texts = {word for term in terms for phrase in term.group for word in phrase}
        texts |= {one for any_of in self._tokens for one in any_of}
        unknown = texts - self._counts.keys()
        if unknown:
            self._counts |= Word.objects.using(self._using).in_bulk(unknown)
