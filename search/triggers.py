"""Triggers that note which works have changed, whoever changes them and by whatever statement.

On PostgreSQL they run once for each statement, on SQLite, which has no such triggers, for each row.
Their names hold a digest of what they do, so that a newer version of the shop replaces them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from search.watching import Watch, watched

_PREFIX = "search_watch"
_EVENTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
_CHANGES = "search_change"
_NOTE = "INSERT INTO search_change (work_id) SELECT found.work_id FROM"
_IS_NOT_NOTED = "NOT EXISTS (SELECT 1 FROM search_change WHERE work_id = found.work_id)"
# A book that is gone is not found any more, even before its words are taken out of the index.
_FORGET = "DELETE FROM search_document WHERE work_id"


def install(using: str = "default") -> None:
    """Bring the triggers of a database up to date with what is watched."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if _CHANGES not in there:
        return
    write = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[connection.vendor]
    wanted: dict[str, tuple[str, Sequence[str]]] = {}
    for watch in watched():
        if watch.table in there:
            for event in watch.events:
                statements = write(watch, event)
                digest = crc32("".join(statements).encode())
                name = f"{_PREFIX}_{watch.table}_{event}_{digest:08x}"
                wanted[name] = (watch.table, [each.format(name=name) for each in statements])
    present = dict(_present(connection))
    with connection.cursor() as cursor:
        for name in present.keys() - wanted.keys():
            _drop(cursor, connection, name, present[name])
        for name in wanted.keys() - present.keys():
            for statement in wanted[name][1]:
                cursor.execute(statement)


def uninstall(using: str = "default") -> None:
    """Drop all triggers of ours; what changes from now on is not noted."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in list(_present(connection)):
            _drop(cursor, connection, name, table)


def note_all(using: str = "default") -> None:
    """Note all works as changed, where there is a place to note them."""
    connection = connections[using]
    if _CHANGES in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_change (work_id) SELECT id FROM catalog_work")


def _for_sqlite(watch: Watch, event: str) -> list[str]:
    of = f" OF {', '.join(watch.columns)}" if event == "update" and watch.columns else ""
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in watch.columns)
    when = f"WHEN {differs} " if of else ""
    if event == "insert":
        # Twenty rows of contents are one change, and to begin an insertion costs most.
        found = f"({watch.works.format(row='NEW')}) AS found"
        when = f"WHEN EXISTS (SELECT 1 FROM {found} WHERE {_IS_NOT_NOTED}) "  # noqa: S608
    notes = [
        f"{_NOTE} ({watch.works.format(row=row)}) AS found WHERE {_IS_NOT_NOTED}"
        for row in _EVENTS[event]
    ]
    if watch.is_of_works and event == "delete":
        notes.append(f"{_FORGET} = OLD.id")
    body = "; ".join(notes)
    return [
        f"CREATE TRIGGER {{name}} AFTER {event.upper()}{of} ON {watch.table} {when}"
        f"BEGIN {body}; END"
    ]


def _for_postgresql(watch: Watch, event: str) -> list[str]:
    tables = {"OLD": "old_rows", "NEW": "new_rows"}
    rows = " UNION ALL ".join(_touched(watch, event, tables[row]) for row in _EVENTS[event])
    found = f"({rows}) AS touched CROSS JOIN LATERAL ({watch.works.format(row='touched')}) AS found"
    forget = ""
    if watch.is_of_works and event == "delete":
        forget = f"{_FORGET} IN (SELECT id FROM old_rows); "  # noqa: S608 - no word from outside.
    names = " ".join(f"{row} TABLE AS {tables[row]}" for row in _EVENTS[event])
    return [
        "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{_NOTE} {found} GROUP BY found.work_id; {forget}RETURN NULL; END $$",
        f"CREATE TRIGGER {{name}} AFTER {event.upper()} ON {watch.table} REFERENCING {names} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _touched(watch: Watch, event: str, table: str) -> str:
    if event != "update" or not watch.columns:
        return f"SELECT * FROM {table}"  # noqa: S608 - names of tables of the shop.
    before, after = (
        f"({', '.join(f'{each}.{column}' for column in watch.columns)})"
        for each in ("before", "after")
    )
    which = "before" if table == "old_rows" else "after"
    return (
        f"SELECT {which}.* FROM old_rows AS before JOIN new_rows AS after USING (id) "  # noqa: S608
        f"WHERE {before} IS DISTINCT FROM {after}"
    )


def _present(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """Yield the name and the table of each trigger of ours."""
    select: Mapping[str, str] = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
        "WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(select[connection.vendor])
        for name, table in cursor.fetchall():
            if name.startswith(_PREFIX):
                yield name, table


def _drop(cursor: Any, connection: BaseDatabaseWrapper, name: str, table: str) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f"DROP TRIGGER {name} ON {table}")
        cursor.execute(f"DROP FUNCTION {name}()")
    else:
        cursor.execute(f"DROP TRIGGER {name}")
