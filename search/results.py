"""The rows of a page of results, with what was searched for marked in them."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from django.utils.safestring import SafeString

from search.engines import reading
from search.marking import Marker
from search.models import Document
from search.passages import Passage, passages
from search.ranking import Candidate
from search.row_parts import Facts, byline, cover, editions, price, rating
from search.terms import Term

# A cover at the top of the page is needed at once.
_COVERS_AT_ONCE = 4


class Row(TypedDict):
    """What a row shows of a work, as HTML."""

    url: str
    title: SafeString
    subtitle: SafeString
    byline: SafeString
    cover: SafeString
    rating: SafeString
    editions: SafeString
    price: SafeString
    passage: Passage | None


def rows_of(page: Iterable[Candidate], terms: Sequence[Term]) -> list[Row]:
    """Return the rows of the works on a page, in their order. Two queries at the most."""
    works = list(page)
    documents = Document.objects.using(reading()).order_by()
    shown = documents.filter(work_id__in=[work.work_id for work in works])
    facts = dict(shown.values_list("work_id", "shown"))
    quoted = passages({work.work_id: _missing(work, terms) for work in works}, terms)
    marker = Marker(terms)
    return [
        _row(facts[key], marker, quoted.get(key), lazy=place >= _COVERS_AT_ONCE)
        for place, key in enumerate(work.work_id for work in works)
        if key in facts
    ]


def _missing(work: Candidate, terms: Sequence[Term]) -> list[Term]:
    """Return the terms that title and names do not have."""
    words = {*work.title.split(), *work.subtitle.split(), *work.people.split()}
    return [term for term in terms if not any(words.issuperset(phrase) for phrase in term.group)]


def _row(facts: Facts, marker: Marker, passage: Passage | None, *, lazy: bool) -> Row:
    return {
        "url": facts["url"],
        "title": marker.mark(facts["title"]),
        "subtitle": marker.mark(facts["subtitle"]),
        "byline": byline(facts, marker),
        "cover": cover(facts, lazy=lazy),
        "rating": rating(facts),
        "editions": editions(facts),
        "price": price(facts),
        "passage": passage,
    }
