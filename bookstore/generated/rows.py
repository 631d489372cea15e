"""Rows by the million: stored without a model instance for each, checked by the database alone."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from django.db import connection, models

# Stands for an empty column in what COPY reads, where "" is a text.
_NULL = r"\N"


class Rows:
    """Rows of one model that are collected and stored together.

    `columns` are the names of what each row tells. Other columns get the model's default; those
    that may be empty stay so, and keys are the database's.
    """

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        fields = {field.name: field for field in model._meta.local_concrete_fields}
        defaults = _defaults(model, columns)
        self._table = model._meta.db_table
        self._columns = [fields[name].column or name for name in (*columns, *defaults)]
        self._constants = tuple(defaults.values())
        self._rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        self._rows.append(values + self._constants)

    def store(self) -> None:
        """Store what was collected, and forget it."""
        store = _copy if connection.vendor == "postgresql" else _insert
        if self._rows:
            store(self._table, self._columns, self._rows)
        self._rows = []


def next_keys(model: type[models.Model], count: int) -> list[int]:
    """Return keys for rows about to be stored, within a transaction; nobody else gets them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [key for (key,) in cursor.fetchall()]
        # A transaction of SQLite has the database to itself.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    start = (last[0] if last else 0) + 1
    return list(range(start, start + count))


def _defaults(model: type[models.Model], columns: Iterable[str]) -> dict[str, Any]:
    """Return what stands in the columns that are not named and must not be empty."""
    return {
        field.name: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.local_concrete_fields
        if not (field.null or field.primary_key or field.name in columns)
    }


def _copy(table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    file = StringIO()
    csv.writer(file).writerows(_with_nulls(rows))
    file.seek(0)
    statement = f"COPY {table} ({_quoted(columns)}) FROM STDIN (FORMAT csv, NULL '{_NULL}')"
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(statement, file)


def _insert(table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _with_nulls(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [_NULL if value is None else value for value in row]


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))
