"""How many works stand under each of many names, counted no further than a page needs it.

A name of a million works is not counted to its end: after some thousand rows the count says how
many works there are at least.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import IntegerField, QuerySet, Subquery

from catalog.models import Edition

# Rows that are looked at for one name: all of them where there are fewer.
ROWS_MAX = 5_000
# Databases take a limited number of columns; PostgreSQL 1,664.
_COUNTS_IN_A_QUERY = 800


@dataclass(frozen=True)
class WorkCount:
    works: int
    # Whether there are more, which nobody has counted.
    is_least: bool = False

    def __str__(self) -> str:
        """Write "312", or "4,900+" where that many are certain."""
        return f"{self.works // 100 * 100:,}+" if self.is_least else f"{self.works:,}"


class _Works(Subquery):
    template = "(SELECT COUNT(DISTINCT work_id) FROM (%(subquery)s) AS seen)"
    output_field = IntegerField()


class _Rows(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS seen)"
    output_field = IntegerField()


def work_counts(groups: Sequence[QuerySet]) -> list[WorkCount]:
    """Count the works of each group: rows with the key of a work as their only column.

    One query for each 800 groups.
    """
    return list(_counted(groups))


def _counted(groups: Iterable[QuerySet]) -> Iterator[WorkCount]:
    waiting = iter(groups)
    while portion := list(islice(waiting, _COUNTS_IN_A_QUERY)):
        looked_at = [rows.order_by()[:ROWS_MAX] for rows in portion]
        columns = [make(rows) for rows in looked_at for make in (_Works, _Rows)]
        # One row of any table, since the ORM has no query without one; an empty shop has no works.
        found = Edition.objects.order_by("pk").values_list(*columns)[:1]
        numbers = found[0] if found else [0] * len(columns)
        for works, rows in zip(numbers[::2], numbers[1::2], strict=True):
            yield WorkCount(works, is_least=rows == ROWS_MAX)
