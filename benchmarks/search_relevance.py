"""How often the search finds the book that was meant, by kinds of searches (benchmarks.known_items).

SEARCHES_EACH makes more or fewer of each kind; SEARCH_MISSES=1 prints those that miss their aim.
"""

import os
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from benchmarks.known_items import KnownItem

EACH = int(os.environ.get("SEARCHES_EACH", "60"))
SEED = 7
_TELLS_MISSES = os.environ.get("SEARCH_MISSES") == "1"


class Aim(NamedTuple):
    """In percent: how many have the right work first, and how many among the first ten."""

    first: float | None = None
    of_ten: float | None = None


AIMS = {
    "isbn": Aim(first=100),
    "author and title": Aim(first=95),
    "title": Aim(first=90, of_ten=98),
    "misspelt": Aim(of_ten=90),
    "contents": Aim(of_ten=90),
}
