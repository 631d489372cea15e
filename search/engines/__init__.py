"""The text index behind search, by one small interface; each engine is one file.

An engine keeps texts by the key of their work and answers which works hold what is wanted. It
knows nothing of books, filters or ranking. `engine()` is the one for a database; a third engine is
a third file and a line here.

An index can be made anew beside the one in use: `begin_anew`, `put_anew` for all works, then
`finish_anew`. What is put or removed meanwhile is so in both.
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
    """What a work must have: one phrase of each group at that place, one token of each list.

    `level` is the least that it must be in (search.levels). With `all_but_one`, one group may be
    missing, whichever it is.
    """

    groups: Sequence[Group] = ()
    place: Place = Place.WHOLE
    tokens: Sequence[Sequence[str]] = ()
    level: int = 0
    all_but_one: bool = False

    @property
    def marks(self) -> Sequence[Sequence[str]]:
        """The lists of tokens, and the level as one more."""
        return [*self.tokens, *([[level_token(self.level)]] if self.level else [])]

    @property
    def choices(self) -> Sequence[Sequence[Group]]:
        """Lists of groups of which a work must have all of one list."""
        if not self.all_but_one:
            return [self.groups]
        return [
            [*self.groups[:place], *self.groups[place + 1 :]] for place in range(len(self.groups))
        ]


@dataclass(frozen=True)
class Entry:
    """The texts of a work as words (search.words), with BREAK between texts, and its tokens.

    `level` is the highest that it is in (search.levels); it is in all below, too.
    """

    work_id: int
    head: Sequence[str]
    body: Sequence[str]
    tokens: Sequence[str]
    level: int = 0

    @property
    def levels(self) -> Sequence[str]:
        """A token for each level that the work is in; level 0 has all works."""
        return [level_token(level) for level in range(self.level + 1)]

    @property
    def marks(self) -> Sequence[str]:
        """What an engine keeps beside the words; of level 0 nobody asks."""
        return [*self.tokens, *self.levels[1:]]


def level_token(level: int) -> str:
    return f"level_{level}"


class Engine(Protocol):
    def put(self, entries: Sequence[Entry]) -> None:
        """Keep these entries, in place of those of the same works."""

    def remove(self, works: Sequence[int]) -> None:
        """Forget these works, known or not."""

    def find(self, wanted: Wanted, *, limit: int) -> list[int]:
        """Return the keys of works that have what is wanted, in any order; `limit` at the most."""

    def find_each(self, wanted: Sequence[Wanted], *, limit: int) -> list[list[int]]:
        """Return what `find` does for each, by one query where the engine can."""

    def begin_anew(self) -> None:
        """Make place for an index that is made anew, in place of one that was not finished."""

    def put_anew(self, entries: Sequence[Entry]) -> None:
        """Keep these entries in the index that is made anew, and not yet in the one in use."""

    def finish_anew(self) -> None:
        """Use the index that was made anew from now on."""

    def give_up_anew(self) -> None:
        """Forget the index that was made anew so far."""


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
