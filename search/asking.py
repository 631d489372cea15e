"""What the address of a search asks for, of which whatever cannot be understood is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from catalog.plain_text import without_control_characters
from search.catalogue_filters import FORMAT, LANGUAGE, SUBJECT, YEAR
from search.filters import Choice, Filter
from search.finding import Tokens
from search.sorting import BEST, NEWEST, Sort
from search.terms import LONGEST_TEXT, Term, terms_of
from search.watching import sources
from search.words import written_words

# What the address calls the words, the order and the page.
WORDS, SORT, PAGE = "q", "sort", "page"
# Marks that newsletters and other sites put on the addresses they lead to.
_OF_OTHERS = ("utm_", "fbclid", "gclid")
# So many values of a filter count, and so many odd ones are said back, each so far.
_MOST_VALUES, _MOST_IGNORED, _WORD_SHOWN = 20, 5, 30


class Ignored(NamedTuple):
    """A word of the address that is none of `what` it should be."""

    word: str
    what: str


@dataclass(frozen=True)
class Asked:
    """The words, filters and order that were asked for, and what was not understood.

    `is_cut` says that more was typed than counts.
    """

    text: str
    terms: Sequence[Term] = ()
    chosen: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    sort: Sort = BEST
    ignored: Sequence[Ignored] = ()
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.chosen

    @cached_property
    def tokens(self) -> Mapping[str, Sequence[str]]:
        """The tokens of each filter that is chosen."""
        return {name: [each.token for each in choices] for name, choices in self.chosen.items()}

    def tokens_besides(self, name: str) -> Tokens:
        """Return what the other filters let through."""
        return [tokens for other, tokens in self.tokens.items() if other != name]

    @cached_property
    def address(self) -> str:
        """The one spelling of this search as an address, from its first page on."""
        pairs = [(WORDS, self.text)] if self.text else []
        pairs += [(name, each.value) for name, choices in self.chosen.items() for each in choices]
        if self.sort != BEST:
            pairs.append((SORT, self.sort.name))
        return f"?{urlencode(pairs)}"

    def with_choice(self, name: str, choice: Choice) -> str:
        """Return the address with one more value of a filter."""
        joint = "&" if self.address != "?" else ""
        return f"{self.address}{joint}{name}={quote_plus(choice.value)}"

    def without_choice(self, name: str, choice: Choice) -> str:
        left = [each for each in self.chosen[name] if each != choice]
        others = {key: value for key, value in self.chosen.items() if key != name}
        return replace(self, chosen={**others, name: left} if left else others).address

    def without_filters(self) -> str:
        return replace(self, chosen={}).address

    def sorted_by(self, sort: Sort) -> str:
        return replace(self, sort=sort).address

    def for_words(self, text: str) -> str:
        return replace(self, text=text).address


def filters() -> list[Filter]:
    """Return all filters in the order in which a page has them."""
    of_others = [each for source in sources() for each in source.FILTERS]
    return [FORMAT, *of_others, LANGUAGE, YEAR, SUBJECT]


def sorts() -> list[Sort]:
    """Return all orders; the first is that of a search that asks for none."""
    return [BEST, NEWEST, *(each for source in sources() for each in source.SORTS)]


def read_asked(query: QueryDict) -> Asked:
    """Return what an address asks for. One query where it names subjects."""
    typed = typed_text(query)
    text = typed[:LONGEST_TEXT].rstrip()
    terms = terms_of(text)
    chosen = {}
    ignored = [*_unknown_names(query)]
    for each in filters():
        values = _values(query, each.name)
        if choices := each.known(values):
            chosen[each.name] = choices
        known = {choice.value for choice in choices}
        ignored += [Ignored(value, each.name) for value in values if value not in known]
    by_name = {sort.name: sort for sort in sorts()}
    wanted = _values(query, SORT)
    ignored += [Ignored(name, "order") for name in wanted if name not in by_name]
    sort = next((by_name[name] for name in wanted if name in by_name), BEST)
    return Asked(text, terms, chosen, sort, _shortened(ignored), is_cut=_is_cut(typed, text, terms))


def typed_text(query: QueryDict) -> str:
    """Return what was typed, in characters that can be looked for and shown."""
    return " ".join(without_control_characters(query.get(WORDS, "")).split())


def _values(query: QueryDict, name: str) -> list[str]:
    values = (without_control_characters(value).strip() for value in query.getlist(name))
    return list(dict.fromkeys(value[:LONGEST_TEXT] for value in values if value))[:_MOST_VALUES]


def _unknown_names(query: QueryDict) -> Iterator[Ignored]:
    known = {WORDS, SORT, PAGE, *(each.name for each in filters())}
    for name in query:
        if name not in known and not name.startswith(_OF_OTHERS):
            yield Ignored(without_control_characters(name), "filter")


def _shortened(ignored: Sequence[Ignored]) -> list[Ignored]:
    return [
        Ignored(word[: _WORD_SHOWN - 1] + "…" if len(word) > _WORD_SHOWN else word, what)
        for word, what in ignored[:_MOST_IGNORED]
    ]


def _is_cut(typed: str, text: str, terms: Sequence[Term]) -> bool:
    return len(typed) > len(text) or len(list(written_words(text))) > len(terms)
