"""Who made a book, in the words of a title page."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from catalog.models import Contribution, Contributor


class BylinePart(NamedTuple):
    """Contributors in one role and the words before their names: "translated by"."""

    phrase: str
    contributors: "list[Contributor]"


def byline(contributions: "Iterable[Contribution]") -> list[BylinePart]:
    """Group contributions that follow each other in the same role. Needs `contributor` loaded."""
    return [
        BylinePart(phrase, [contribution.contributor for contribution in group])
        for phrase, group in groupby(contributions, key=lambda each: each.phrase)
    ]
