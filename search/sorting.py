"""The orders of results. The rooms above declare theirs as `SORTS` in their modules of facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KT

from search.engines import reading
from search.models import Document
from search.ranking import Candidate


@dataclass(frozen=True)
class Sort:
    """An order by one of the facts that a work's row shows; `read` makes a value of its text.

    Works without the fact come last, and equal ones stay in the order of best match.
    """

    name: str
    label: str
    fact: str = ""
    read: Callable[[str], Any] = str
    is_descending: bool = False

    def sorted(self, works: Sequence[Candidate]) -> Sequence[Candidate]:
        """Return the works in this order. One query, or none for the order they have."""
        if not self.fact:
            return works
        told = self._told(works)
        known = [work for work in works if work.work_id in told]
        known.sort(key=lambda work: told[work.work_id], reverse=self.is_descending)
        return [*known, *(work for work in works if work.work_id not in told)]

    def _told(self, works: Sequence[Candidate]) -> dict[int, Any]:
        rows = Document.objects.using(reading()).order_by()
        rows = rows.filter(work_id__in=[work.work_id for work in works])
        texts = rows.values_list("work_id", KT(f"shown__{self.fact}"))
        return {work: self.read(text) for work, text in texts if text is not None}


BEST = Sort("best", "Best match")
NEWEST = Sort("newest", "Newest", "published", is_descending=True)
