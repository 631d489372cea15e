"""The text index in PostgreSQL: two columns of tsvector, each with a GIN index.

Vectors are written word by word and not by `to_tsvector`, whose parser would take words apart
anew. They hold no positions: what follows what is kept as pairs of words, so that a phrase is
found from the index alone, however often each of its words stands in the shop.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.engines import BREAK, Entry, Group, Phrase, Wanted

CREATE = (
    "CREATE TABLE search_text (work_id bigint PRIMARY KEY, head tsvector NOT NULL, "
    "whole tsvector NOT NULL)",
    # Changes go to the index at once, so that no search has to look through a list of them.
    "CREATE INDEX search_text_head ON search_text USING gin (head) WITH (fastupdate = off)",
    "CREATE INDEX search_text_whole ON search_text USING gin (whole) WITH (fastupdate = off)",
)
DROP = ("DROP TABLE search_text",)
# No word holds it.
_PAIR = "~"


class PostgreSQLEngine:
    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def put(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        values: list[Any] = []
        for entry in entries:
            whole = [*entry.head, BREAK, *entry.body]
            values += [entry.work_id, *(_vector(w, entry.tokens) for w in (entry.head, whole))]
        rows = ", ".join(["(%s, array_to_tsvector(%s), array_to_tsvector(%s))"] * len(entries))
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO search_text (work_id, head, whole) VALUES {rows} "  # noqa: S608
                "ON CONFLICT (work_id) DO UPDATE "
                "SET head = EXCLUDED.head, whole = EXCLUDED.whole",
                values,
            )

    def remove(self, works: Sequence[int]) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_text WHERE work_id = ANY(%s)", [list(works)])

    def find(self, wanted: Wanted, *, limit: int) -> list[int]:
        column = wanted.place.value
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"SELECT work_id FROM search_text WHERE {column} @@ %s::tsquery "  # noqa: S608
                "LIMIT %s",
                [text_query(wanted), limit],
            )
            return [work for (work,) in cursor.fetchall()]


def text_query(wanted: Wanted) -> str:
    """Return a tsquery. Every word stands in quotes, and words hold none."""
    conditions = [*wanted.groups, *([(token,) for token in any_of] for any_of in wanted.tokens)]
    return " & ".join(f"({_any_of(group)})" for group in conditions)


def _any_of(group: Group) -> str:
    return " | ".join(_all_of(phrase) for phrase in group)


def _all_of(phrase: Phrase) -> str:
    wanted = phrase if len(phrase) == 1 else _pairs(phrase)
    return " & ".join(f"'{word}'" for word in wanted)


def _vector(words: Sequence[str], tokens: Sequence[str]) -> list[str]:
    return sorted({*words, *_pairs(words), *tokens} - {BREAK})


def _pairs(words: Iterable[str]) -> list[str]:
    return [f"{one}{_PAIR}{other}" for one, other in pairwise(words) if BREAK not in (one, other)]
