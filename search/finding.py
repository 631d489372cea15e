"""Finding works by what is typed and chosen: which ones, in what order.

Everything here asks the engine and the tables of search only, whatever the engine is. What cannot
be found as typed is looked for with words corrected, then without the words that no book has, then
with one word less.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search import levels
from search.engines import Place, reading
from search.frequencies import Frequencies, Tokens
from search.gathering import Gathering
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
        self._most = most or MOST
        self._using = reading()
        self._frequencies = known or Frequencies(self._using)
        self._frequencies.look_up(self._terms, tokens)
        self._gathering = Gathering(
            terms, tokens, self._frequencies, using=self._using, most=self._most
        )

    def expected(self) -> int:
        """Return about how many works have the rarest of the terms."""
        return self._frequencies.at_most(self._terms, Place.WHOLE, ())

    def some(self) -> list[int]:
        return self._gathering.some(self._terms)

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
        hits = self._ranked(self._gathering.with_all_but_one(known), known)
        return replace(hits, is_partial=bool(hits.works))

    def _hits(self, terms: Sequence[Term]) -> Hits:
        return self._ranked(self._gathering.with_all(terms), terms)

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
        return Hits(
            ranked, terms, is_more=len(works) > self._most or not self._gathering.is_complete
        )

    def _with_phrase(self, found: Sequence[Candidate], terms: Sequence[Term]) -> Sequence[int]:
        """Return the works with the terms in a row, where that can decide between some."""
        if len(found) < 2 or len(phrase_of(self._line)) < 2:
            return ()
        is_decided = all(is_at_head(each, terms) for each in found)
        return () if is_decided else self._gathering.in_a_row

    def _works_with(self, term: Term, place: Place = Place.WHOLE) -> int:
        return self._frequencies.works_with(term, place)
