"""The text index in PostgreSQL: two columns of tsvector, each with a GIN index.

Vectors are written word by word and not by `to_tsvector`, whose parser would take words apart
anew. They hold no positions: what follows what is kept as pairs of words, so that a phrase is
found from the index alone, however often each of its words stands in the shop.

GIN reads the whole list of the rarest word that is wanted. So each level has words and tokens of
its own: “sea^3” is in the works of level 3 that have “sea”, and its list is as short as the result.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.engines import BREAK, Entry, Group, Phrase, Wanted, level_token

_TABLE, _ANEW = "search_text", "search_text_anew"
_COLUMNS = ("head", "whole")
_MAKE_TABLE = (
    "CREATE TABLE {table} (work_id bigint PRIMARY KEY, head tsvector NOT NULL, "
    "whole tsvector NOT NULL)"
)
# Changes go to the index at once, so that no search has to look through a list of them.
_MAKE_INDEX = (
    "CREATE INDEX {table}_{column} ON {table} USING gin ({column}) WITH (fastupdate = off)"
)
CREATE = (
    _MAKE_TABLE.format(table=_TABLE),
    *(_MAKE_INDEX.format(table=_TABLE, column=column) for column in _COLUMNS),
)
DROP = ("DROP TABLE search_text",)
# A planner that knows nothing of rare words would rather read a whole table until so many works
# are found; within these functions it may not. A list takes less than as many rows.
CREATE_FUNCTIONS = tuple(
    f"CREATE OR REPLACE FUNCTION search_text_{column} (wanted tsquery, most integer) "  # noqa: S608
    "RETURNS bigint[] LANGUAGE sql STABLE SET enable_seqscan = off AS "
    f"'SELECT ARRAY (SELECT work_id FROM {_TABLE} WHERE {column} @@ wanted LIMIT most)'"
    for column in _COLUMNS
)
DROP_FUNCTIONS = tuple(f"DROP FUNCTION IF EXISTS search_text_{column}" for column in _COLUMNS)
# To sort a million works in memory; more, where the server has more.
_MEMORY = (
    "SELECT set_config(name, greatest(setting::bigint, 524288)::text, true) FROM pg_settings "
    "WHERE name = 'maintenance_work_mem'"
)
# No word holds them.
_PAIR, _IN_LEVEL = "~", "^"
# In bytes; a tsvector takes a mebibyte.
_MOST_TEXT = 900_000


class PostgreSQLEngine:
    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def put(self, entries: Sequence[Entry]) -> None:
        if entries:
            for table in self._tables():
                self._write(table, entries)

    def remove(self, works: Sequence[int]) -> None:
        for table in self._tables():
            self._run(f"DELETE FROM {table} WHERE work_id = ANY(%s)", [list(works)])  # noqa: S608

    def find(self, wanted: Wanted, *, limit: int) -> list[int]:
        return self.find_each([wanted], limit=limit)[0]

    def find_each(self, wanted: Sequence[Wanted], *, limit: int) -> list[list[int]]:
        functions = ", ".join(f"search_text_{each.place.value} (%s, %s)" for each in wanted)
        values = [value for each in wanted for value in (text_query(each), limit)]
        with self._connection.cursor() as cursor:
            cursor.execute(f"SELECT {functions}", values)
            return list(cursor.fetchone())

    def begin_anew(self) -> None:
        self.give_up_anew()
        # Without its indexes, which take a quarter of the time when they are made at the end.
        self._run(_MAKE_TABLE.format(table=_ANEW))

    def put_anew(self, entries: Sequence[Entry]) -> None:
        if entries:
            self._write(_ANEW, entries)

    def finish_anew(self) -> None:
        self._run(_MEMORY)
        for column in _COLUMNS:
            self._run(_MAKE_INDEX.format(table=_ANEW, column=column))
        self._run(f"ANALYZE {_ANEW}")
        self._run(f"DROP TABLE {_TABLE}")
        self._run(f"ALTER TABLE {_ANEW} RENAME TO {_TABLE}")
        for name in (*_COLUMNS, "pkey"):
            self._run(f"ALTER INDEX {_ANEW}_{name} RENAME TO {_TABLE}_{name}")

    def give_up_anew(self) -> None:
        self._run(f"DROP TABLE IF EXISTS {_ANEW}")

    def _tables(self) -> Sequence[str]:
        """Return the table in use, and the one that is made anew where there is one. One query."""
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [_ANEW])
            is_made_anew = cursor.fetchone()[0]
        return (_TABLE, _ANEW) if is_made_anew else (_TABLE,)

    def _write(self, table: str, entries: Sequence[Entry]) -> None:
        values = [value for entry in entries for value in (entry.work_id, *_vectors(entry))]
        rows = ", ".join(["(%s, array_to_tsvector(%s), array_to_tsvector(%s))"] * len(entries))
        self._run(
            f"INSERT INTO {table} (work_id, head, whole) VALUES {rows} "  # noqa: S608
            "ON CONFLICT (work_id) DO UPDATE SET head = EXCLUDED.head, whole = EXCLUDED.whole",
            values,
        )

    def _run(self, statement: str, values: Sequence[Any] = ()) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values or None)


def text_query(wanted: Wanted) -> str:
    """Return a tsquery. Every word stands in quotes, and words hold none."""
    level = wanted.level
    choices = [
        " & ".join(f"({_any_of(group, level)})" for group in groups) for groups in wanted.choices
    ]
    conditions = [" | ".join(f"({each})" for each in choices)] if wanted.groups else []
    conditions += [_any_of([(token,) for token in any_of], level) for any_of in wanted.tokens]
    conditions = conditions or [f"'{level_token(level)}'"]
    return " & ".join(f"({condition})" for condition in conditions)


def _any_of(group: Group, level: int) -> str:
    return " | ".join(_all_of(phrase, level) for phrase in group)


def _all_of(phrase: Phrase, level: int) -> str:
    wanted = _in_level(phrase, level) if level else phrase if len(phrase) == 1 else ()
    return " & ".join(f"'{word}'" for word in (*wanted, *_pairs(phrase)))


def _vectors(entry: Entry) -> Iterator[list[str]]:
    """Yield the words of the head and those of all, as they are found."""
    levels = range(1, entry.level + 1)
    for words in (entry.head, [*entry.head, BREAK, *entry.body]):
        once = [word for word in dict.fromkeys(words) if word != BREAK]
        in_levels = chain.from_iterable(
            _in_level([*entry.tokens, *once], level) for level in levels
        )
        yield _kept([*entry.marks, *once, *in_levels, *_pairs(words)])


def _kept(words: Sequence[str]) -> list[str]:
    """Return the words, each once, in order; the last are left out where there are too many."""
    unique = dict.fromkeys(words)
    # A character has four bytes at the most.
    if sum(map(len, unique)) * 4 < _MOST_TEXT:
        return sorted(unique)
    left = _MOST_TEXT
    kept = []
    for word in unique:
        left -= len(word.encode())
        if left < 0:
            break
        kept.append(word)
    return sorted(kept)


def _in_level(words: Iterable[str], level: int) -> Iterator[str]:
    return (f"{word}{_IN_LEVEL}{level}" for word in words)


def _pairs(words: Iterable[str]) -> list[str]:
    return [f"{one}{_PAIR}{other}" for one, other in pairwise(words) if BREAK not in (one, other)]
