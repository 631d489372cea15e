"""The text index in SQLite: a table of FTS5.

It takes new entries as quickly as an empty one, so that it is made anew in place, work by work.
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from search.engines import Entry, Group, Phrase, Place, Wanted

# Words come folded and apart: all but ASCII's signs is text, and so is the line within a token.
CREATE = (
    "CREATE VIRTUAL TABLE search_text USING "
    "fts5(head, body, tokens, tokenize=\"ascii tokenchars '_'\")"
)
DROP = "DROP TABLE search_text"
_COLUMNS = {Place.HEAD: "{head}", Place.WHOLE: "{head body}"}


class SQLiteEngine:
    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def put(self, entries: Sequence[Entry]) -> None:
        self.remove([entry.work_id for entry in entries])
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_text (rowid, head, body, tokens) VALUES (%s, %s, %s, %s)",
                [
                    (entry.work_id, *map(" ".join, (entry.head, entry.body, entry.marks)))
                    for entry in entries
                ],
            )

    def remove(self, works: Sequence[int]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM search_text WHERE rowid = %s", [(work,) for work in works]
            )

    def find(self, wanted: Wanted, *, limit: int) -> list[int]:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM search_text WHERE search_text MATCH %s LIMIT %s",
                [match_expression(wanted), limit],
            )
            return [work for (work,) in cursor.fetchall()]

    def find_each(self, wanted: Sequence[Wanted], *, limit: int) -> list[list[int]]:
        return [self.find(each, limit=limit) for each in wanted]

    def begin_anew(self) -> None:
        pass

    def put_anew(self, entries: Sequence[Entry]) -> None:
        self.put(entries)

    def finish_anew(self) -> None:
        pass

    def give_up_anew(self) -> None:
        pass


def match_expression(wanted: Wanted) -> str:
    """Return what FTS5 calls a query. Every word stands in quotes, and words hold none."""
    choices = [
        " AND ".join(f"{_COLUMNS[wanted.place]} : ({_any_of(group)})" for group in groups)
        for groups in wanted.choices
    ]
    conditions = [f"({' OR '.join(f'({each})' for each in choices)})"] if wanted.groups else []
    conditions += [f"{{tokens}} : ({_any_of([(t,) for t in any_of])})" for any_of in wanted.marks]
    return " AND ".join(conditions)


def _any_of(group: Group) -> str:
    return " OR ".join(_quoted(phrase) for phrase in group)


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'
