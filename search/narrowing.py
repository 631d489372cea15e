"""The works found that the filters let through, and how many each further choice would have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from search.asking import Asked, filters
from search.engines import reading
from search.filters import Choice, Filter, counted, having
from search.finding import Hits, best_known, find, have_many, tokens_of_all
from search.frequencies import Frequencies

_SHOWN_AT_ONCE = 8


@dataclass(frozen=True)
class Narrowed:
    """`hits` are what all filters let through.

    `besides` has by filter the tokens of each work that the others let through.
    """

    hits: Hits
    besides: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Offer:
    """A choice with the number of works that have it, and the address that takes or leaves it."""

    choice: Choice
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class OfferedFilter:
    """A filter with what to choose from.

    `first` are the choices shown at once and `further` those behind “More”, as items of a list:
    HTML that is made here, since a page has so many.
    """

    name: str
    label: str
    offers: Sequence[Offer]

    @property
    def first(self) -> SafeString:
        return _items(self.offers[:_SHOWN_AT_ONCE])

    @property
    def further(self) -> SafeString:
        return _items(self.offers[_SHOWN_AT_ONCE:])


def narrowed(asked: Asked) -> Narrowed:
    """Find what is asked for.

    Where all that the words find is at hand, filters are looked at in it; otherwise there is a
    search with the filters, and one without each of them, to count what it could be changed to.
    """
    if asked.text and not asked.terms:
        return Narrowed(Hits(), {})
    if not asked.chosen:
        return Narrowed(find(asked.terms) if asked.terms else best_known(), {})
    known = Frequencies(reading())
    known.look_up(asked.terms, list(asked.tokens.values()))
    if have_many(asked.terms, known=known):
        hits = find(asked.terms, list(asked.tokens.values()), known=known)
        others = {name: asked.tokens_besides(name) for name in asked.chosen}
        besides = {
            name: tokens_of_all(asked.terms, tokens, known=known) for name, tokens in others.items()
        }
        return Narrowed(hits, besides)
    hits = find(asked.terms, known=known)
    kept = {name: having(hits.works, asked.tokens_besides(name)) for name in asked.chosen}
    besides = {name: [work.tokens for work in works] for name, works in kept.items()}
    return Narrowed(_kept(hits, asked), besides)


def _kept(hits: Hits, asked: Asked) -> Hits:
    tokens = list(asked.tokens.values())
    works = having(hits.works, tokens)
    return Hits(works, hits.terms, typed=len(having(hits.works[: hits.typed], tokens)))


def offered(asked: Asked, found: Narrowed) -> list[OfferedFilter]:
    """Return the filters that have something to choose. One query, for the names of subjects."""
    counts = counted(work.tokens for work in found.hits.works)
    shown = []
    for each in filters():
        besides = found.besides.get(each.name)
        offers = _offers(each, asked, counts if besides is None else counted(besides))
        if len(offers) > 1 or any(offer.is_chosen for offer in offers):
            shown.append(OfferedFilter(each.name, each.label, offers))
    return shown


def _offers(each: Filter, asked: Asked, counts: Mapping[str, int]) -> list[Offer]:
    chosen = asked.chosen.get(each.name, ())
    listed = each.offered(counts)
    # What is chosen stays on the page even where no book has it.
    choices = [*listed, *(choice for choice in chosen if choice not in listed)]
    return [
        Offer(
            choice,
            counts.get(choice.token, 0),
            asked.without_choice(each.name, choice)
            if choice in chosen
            else asked.with_choice(each.name, choice),
            choice in chosen,
        )
        for choice in choices
    ]


def _items(offers: Iterable[Offer]) -> SafeString:
    return SafeString("".join(map(_item, offers)))


def _item(offer: Offer) -> str:
    current = ' aria-current="true"' if offer.is_chosen else ""
    return (
        f'<li><a href="{escape(offer.address)}" rel="nofollow"{current}>'
        f"{escape(offer.choice.label)} <span>{offer.count}</span></a></li>"
    )
