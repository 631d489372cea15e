"""How many works stand under each of many names, counted no further than a page needs it.

A name of a million works is not counted to its end: after a thousand rows the count says how many
works there are at least.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import F, IntegerField, QuerySet, Subquery

from catalog.models import Edition

# Rows that are looked at for one name: all of them where there are fewer.
ROWS_MAX = 1_000
# Databases take a limited number of columns; PostgreSQL 1,664.
_COUNTS_IN_A_QUERY = 800


@dataclass(frozen=True)
class WorkCount:
    works: int
    # Whether there are more, which nobody has counted.
    is_least: bool = False

    def __str__(self) -> str:
        """Write "312", or "900+" where that many are certain."""
        return f"{self.works // 100 * 100:,}+" if self.is_least else f"{self.works:,}"


class _Works(Subquery):
    """The number of works; below zero where there may be more."""

    template = (
        "(SELECT COUNT(DISTINCT counted) * CASE WHEN COUNT(*) < %(most)s THEN 1 ELSE -1 END"
        " FROM (%(subquery)s) AS seen)"
    )
    output_field = IntegerField()


def work_counts(groups: Iterable[QuerySet], *, work: str = "work") -> list[WorkCount]:
    """Count the works of each group of rows, which lead to them by the column `work`.

    One query for each 800 groups.
    """
    return list(_counted(rows.order_by().values(counted=F(work)) for rows in groups))


def _counted(groups: Iterable[QuerySet]) -> Iterator[WorkCount]:
    waiting = iter(groups)
    while portion := list(islice(waiting, _COUNTS_IN_A_QUERY)):
        columns = [_Works(rows[:ROWS_MAX], most=ROWS_MAX) for rows in portion]
        # One row of any table, since the ORM has no query without one; an empty shop has no works.
        found = Edition.objects.order_by("pk").values_list(*columns)[:1]
        for number in found[0] if found else [0] * len(columns):
            yield WorkCount(abs(number), is_least=number < 0)
