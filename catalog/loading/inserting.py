"""Many rows into a table without a model instance for each, which is most of what a row costs."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connections, router
from django.db.models import Model

from catalog.importing import in_batches

# In one statement: triggers run once for it, and its text is held in memory.
_MOST_ROWS = 5_000


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[int | str | None]]
) -> None:
    """Insert rows of plain values, in the order of `columns`, which are all but the key.

    The database checks them; no default is filled in, no signal sent and no key returned.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(_column(model, column)) for column in columns)
    places = f"({', '.join(['%s'] * len(columns))})"
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # It compiles the statement once, and takes few values in one.
            cursor.executemany(insert + places, rows)
            return
        for batch in in_batches(rows, _MOST_ROWS):
            statement = insert + ", ".join([places] * len(batch))
            cursor.execute(statement, list(chain.from_iterable(batch)))


def _column(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name).column  # type: ignore[union-attr]
