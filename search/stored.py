"""Rows of the search's own tables, by SQL: Django's models take longer than the database here."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connections

Row = tuple[Any, ...]


def one_of(works: Collection[int], using: str) -> tuple[str, list[Any]]:
    """Return how SQL says that a column is one of these keys, and the parameters for that."""
    if connections[using].vendor == "postgresql":
        # As one text: PostgreSQL takes longer to read a list of numbers than to find their rows.
        return "= ANY(%s::bigint[])", [f"{{{','.join(map(str, works))}}}"]
    return f"IN ({', '.join(['%s'] * len(works))})", [*works]


def rows_of_works(columns: str, works: Collection[int], using: str) -> list[Row]:
    """Return these columns of the documents of works, in any order; JSON as text. One query."""
    if not works:
        return []
    condition, keys = one_of(works, using)
    return _rows(f"{columns} FROM search_document WHERE work_id {condition}", keys, using)


def rows_with(
    columns: str, table: str, column: str, values: Collection[Any], using: str
) -> list[Row]:
    """Return these columns of the rows that have one of the values, in any order. One query."""
    if not values:
        return []
    places = ", ".join(["%s"] * len(values))
    return _rows(f"{columns} FROM {table} WHERE {column} IN ({places})", [*values], using)


def titled(title: str, using: str, *, most: int) -> list[int]:
    """Return the best known works whose title has just these words. One query."""
    best = "work_id FROM search_document WHERE title = %s ORDER BY quality DESC, work_id LIMIT %s"
    return [work for (work,) in _rows(best, [title, most], using)]


def shown_of(works: Collection[int], using: str) -> dict[int, Mapping[str, Any]]:
    """Return by work what it shows (search.documents), of those that there are. One query."""
    rows = rows_of_works("work_id, shown", works, using)
    return {work: json.loads(shown) for work, shown in rows}


def _rows(selected: str, parameters: Sequence[Any], using: str) -> list[Row]:
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {selected}", parameters)
        return cursor.fetchall()
