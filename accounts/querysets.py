from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet

from accounts.pen_names import PenNameIsFinal, skeleton

if TYPE_CHECKING:
    from accounts.models import PenName  # noqa: F401 - named in quotes below.


class PenNameQuerySet(QuerySet["PenName"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)

    def looking_like(self, name: str) -> Self:
        """The one name, in use or retired, that the eye may take for `name` (PN-2)."""
        return self.filter(skeleton=skeleton(name))

    def delete(self) -> Any:
        raise PenNameIsFinal("Pen names are never deleted; they can be retired.")
