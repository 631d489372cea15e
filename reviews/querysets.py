from typing import TYPE_CHECKING, Self

from django.db.models import Count, QuerySet

if TYPE_CHECKING:
    from reviews.models import Review  # noqa: F401 - named in quotes below.

SORTS = {
    "newest": ["-created_at", "-pk"],
    "highest": ["-rating", "-created_at", "-pk"],
    "lowest": ["rating", "-created_at", "-pk"],
    "helpful": ["-helpful_count", "-created_at", "-pk"],
}


class ReviewQuerySet(QuerySet["Review"]):
    def published(self) -> Self:
        """The only reviews that anybody but their author and staff may reach (B4)."""
        return self.filter(state=self.model.State.PUBLISHED)

    def with_facts(self) -> Self:
        """All that a review shows: signature, helpful votes, recommended books. One more query."""
        signed = self.select_related("pen_name").prefetch_related("recommendations")
        return signed.annotate(helpful_count=Count("helpful_votes"))

    def sorted_by(self, sort: str) -> Self:
        """In an order of `SORTS`. Needs `with_facts()` for "helpful"."""
        return self.order_by(*SORTS[sort])
