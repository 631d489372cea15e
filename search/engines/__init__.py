"""The text index behind search, by one small interface; each engine is one file.

An engine keeps texts by the key of their work and answers which works hold what is wanted. It
knows nothing of books, filters or ranking. `engine()` is the one for a database; a third engine is
a third file and a line here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import import_string

# Stands between texts that no phrase may reach across; no word holds it.
BREAK = "¶"


class Place(StrEnum):
    """Where words are looked for: in what stands at a book's head, or in all that is told of it."""

    HEAD = "head"
    WHOLE = "whole"


# Words that follow each other; most phrases are of one word.
Phrase = tuple[str, ...]
# Phrases of which one is enough.
Group = Sequence[Phrase]


@dataclass(frozen=True)
class Wanted:
    """What a work must have: one phrase of each group at that place, one token of each list."""

    groups: Sequence[Group] = ()
    place: Place = Place.WHOLE
    tokens: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Entry:
    """The texts of a work as words (search.words), with BREAK between texts, and its tokens."""

    work_id: int
    head: Sequence[str]
    body: Sequence[str]
    tokens: Sequence[str]


class Engine(Protocol):
    def put(self, entries: Sequence[Entry]) -> None:
        """Keep these entries, in place of those of the same works."""

    def remove(self, works: Sequence[int]) -> None:
        """Forget these works, known or not."""

    def find(self, wanted: Wanted, *, limit: int) -> list[int]:
        """Return the keys of works that have what is wanted, in any order; `limit` at the most."""


_ENGINES: Mapping[str, str] = {
    "sqlite": "search.engines.sqlite.SQLiteEngine",
    "postgresql": "search.engines.postgresql.PostgreSQLEngine",
}


def engine(alias: str = "default") -> Engine:
    """Return the engine of a database: "default", or the replica that searches read from."""
    connection = connections[alias]
    make: Callable[[BaseDatabaseWrapper], Any] = import_string(_ENGINES[connection.vendor])
    return make(connection)


def reading() -> str:
    """Return the alias of the database that searches read from."""
    return settings.SEARCH_DATABASE
