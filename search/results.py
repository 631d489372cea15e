"""The rows of a page of results, with what was searched for marked in them."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString

from search.engines import reading
from search.marking import Marker
from search.passages import passages
from search.ranking import Candidate
from search.row_html import row
from search.stored import shown_of
from search.terms import Term

# A cover at the top of the page is needed at once.
_COVERS_AT_ONCE = 4


def rows_of(page: Iterable[Candidate], terms: Sequence[Term]) -> SafeString:
    """Return the works on a page as items of a list, in their order. Two queries at the most."""
    works = list(page)
    facts = shown_of([work.work_id for work in works], reading())
    quoted = passages({work.work_id: _missing(work, terms) for work in works}, terms)
    marker = Marker(terms)
    rows = (
        row(facts[key], marker, quoted.get(key), lazy=place >= _COVERS_AT_ONCE)
        for place, key in enumerate(work.work_id for work in works)
        if key in facts
    )
    return SafeString("".join(rows))


def _missing(work: Candidate, terms: Sequence[Term]) -> list[Term]:
    """Return the terms that title and names do not have."""
    words = {*work.title.split(), *work.subtitle.split(), *work.people.split()}
    return [term for term in terms if not any(words.issuperset(phrase) for phrase in term.group)]
