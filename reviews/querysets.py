from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from reviews.models import Review  # noqa: F401 - named in quotes below.


class ReviewQuerySet(QuerySet["Review"]):
    def published(self) -> Self:
        return self.filter(state=self.model.State.PUBLISHED)
