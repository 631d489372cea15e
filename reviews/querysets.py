from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.db.models import Count, QuerySet

from catalog.models import Edition

if TYPE_CHECKING:
    from reviews.models import Brake, Decision, Review  # noqa: F401 - named in quotes below.

SORTS = {
    "newest": ["-created_at", "-pk"],
    "highest": ["-rating", "-created_at", "-pk"],
    "lowest": ["rating", "-created_at", "-pk"],
    "helpful": ["-helpful_count", "-created_at", "-pk"],
}

# Which of a work's reviews are asked for: of any edition when it is none of these (B16).
SCOPES = ("this", "language")


class NeedsDecision(TypeError):
    """Somebody tries to delete a review without a word why."""


class DecisionStays(TypeError):
    """Somebody tries to delete a decision."""

    def __init__(self) -> None:
        super().__init__("What was decided on a review stays, for its author and the public log.")


class ReviewQuerySet(QuerySet["Review"]):
    def published(self) -> Self:
        """The only reviews that anybody but their author and staff may reach (B4)."""
        return self.filter(state=self.model.State.PUBLISHED)

    def waiting(self) -> Self:
        """Those that wait for a moderator, the oldest first."""
        return self.filter(state=self.model.State.PENDING).order_by("created_at", "pk")

    def not_published(self) -> Self:
        """Those that a moderator kept from the public, or took down."""
        return self.filter(state__in=[self.model.State.REFUSED, self.model.State.REMOVED])

    def standing(self) -> Self:
        """Those that speak for their readers: one of each reader and work."""
        return self.exclude(state=self.model.State.SET_ASIDE)

    def delete(self) -> NoReturn:
        raise NeedsDecision("A review goes by a decision: see reviews/deciding.py.")

    def delete_as_decided(self) -> None:
        """Delete reviews whose decisions have let go of them."""
        super().delete()

    def with_facts(self) -> Self:
        """All that a review shows: signature, helpful votes, recommended books. One more query."""
        signed = self.select_related("pen_name").prefetch_related("recommendations")
        return signed.annotate(helpful_count=Count("helpful_votes"))

    def with_decisions(self) -> Self:
        """With what was decided on them and what their authors answered. Two more queries."""
        return self.prefetch_related("decisions__appeal")

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


class DecisionQuerySet(QuerySet["Decision"]):
    def delete(self) -> NoReturn:
        raise DecisionStays


class BrakeQuerySet(QuerySet["Brake"]):
    def on(self) -> Self:
        """Those that nobody has lifted; a work has one at most."""
        return self.filter(lifted_at=None)

    def holding(self, *, work: Any, sent_at: Any) -> Self:
        """Those that keep a review of `work`, sent at that moment, from being published.

        Both may be columns of an outer query.
        """
        return self.on().filter(work=work, begun_at__lte=sent_at)
