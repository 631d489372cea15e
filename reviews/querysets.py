from typing import TYPE_CHECKING, Self

from django.db.models import Count, QuerySet

from catalog.models import Edition

if TYPE_CHECKING:
    from reviews.models import Review  # noqa: F401 - named in quotes below.

SORTS = {
    "newest": ["-created_at", "-pk"],
    "highest": ["-rating", "-created_at", "-pk"],
    "lowest": ["rating", "-created_at", "-pk"],
    "helpful": ["-helpful_count", "-created_at", "-pk"],
}


# Which of a work's reviews are asked for: of any edition when it is none of these (B16).
SCOPES = ("this", "language")


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

    def about(self, edition: Edition, *, scope: str) -> Self:
        """Those written of this edition, of editions in its language, or of the whole work.

        `scope` is one of `SCOPES`, or anything else for the whole work.
        """
        match scope:
            case "this":
                return self.filter(edition=edition)
            case "language":
                return self.filter(edition__language=edition.language)
        return self
