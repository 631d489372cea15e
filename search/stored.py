"""Rows of the search's own tables, by SQL: Django's models take longer than the database here."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connections


def rows_of_works(columns: str, works: Collection[int], using: str) -> list[tuple[Any, ...]]:
    """Return these columns of the documents of works, in any order; JSON as text. One query."""
    if not works or connections[using].vendor != "postgresql":
        return rows_with(columns, "search_document", "work_id", works, using)
    with connections[using].cursor() as cursor:
        # As one text: PostgreSQL takes longer to read a list of numbers than to find their rows.
        cursor.execute(
            f"SELECT {columns} FROM search_document WHERE work_id = ANY(%s::bigint[])",  # noqa: S608
            [f"{{{','.join(map(str, works))}}}"],
        )
        return cursor.fetchall()


def rows_with(
    columns: str, table: str, column: str, values: Collection[Any], using: str
) -> list[tuple[Any, ...]]:
    """Return these columns of the rows that have one of the values, in any order. One query."""
    if not values:
        return []
    connection = connections[using]
    condition, parameters = f"IN ({', '.join(['%s'] * len(values))})", list(values)
    if connection.vendor == "postgresql":
        condition, parameters = "= ANY(%s)", [parameters]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {table} WHERE {column} {condition}",  # noqa: S608
            parameters,
        )
        return cursor.fetchall()


def titled(title: str, using: str, *, most: int) -> list[int]:
    """Return the best known works whose title has just these words. One query."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT work_id FROM search_document WHERE title = %s "
            "ORDER BY quality DESC, work_id LIMIT %s",
            [title, most],
        )
        return [work for (work,) in cursor.fetchall()]


def shown_of(works: Collection[int], using: str) -> dict[int, Mapping[str, Any]]:
    """Return by work what it shows (search.documents), of those that there are. One query."""
    rows = rows_of_works("work_id, shown", works, using)
    return {work: json.loads(shown) for work, shown in rows}
