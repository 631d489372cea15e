"""What the rooms above add to the entry of a work in the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from search.shelves import Standing


@dataclass(frozen=True)
class Facts:
    """`tokens` is what a work can be filtered by, `shown` what its row of results tells of it.

    `quality` is how well known or liked the book is, about 0 to 1, less than 0 where it is known
    not to be liked; that of all rooms is added. `shelves` are those that the work stands on beside
    the catalogue's.
    """

    tokens: Sequence[str] = ()
    shown: Mapping[str, Any] = field(default_factory=dict)
    quality: float = 0.0
    shelves: Mapping[str, Standing] = field(default_factory=dict)
