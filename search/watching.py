"""Which rows a work's entry in the index is made of, so that their changes are noted.

The rooms above tell theirs: each module of `settings.SEARCH_FACTS` has `WATCHED`, a list of
Watch, and `facts_of(works)`, which returns what they add to the entries (search.facts).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from django.conf import settings

_ALL = ("insert", "update", "delete")


@dataclass(frozen=True)
class Watch:
    """A table whose rows works are found by.

    `works` is a SELECT of the column `work_id` of the works that a row is about, where `{row}`
    stands for the row. Updates count that change one of `columns`, or any where there are none.
    """

    table: str
    works: str
    columns: Sequence[str] = ()
    events: Sequence[str] = _ALL
    is_of_works: bool = False


def of_edition(table: str, *, columns: Sequence[str] = ()) -> Watch:
    """Watch a table with an `edition_id`."""
    works = "SELECT work_id FROM catalog_edition WHERE id = {row}.edition_id"
    return Watch(table, works, columns)


def of_work(table: str) -> Watch:
    """Watch a table with a `work_id`."""
    return Watch(table, "SELECT {row}.work_id AS work_id")


def _named(table: str, works: str, *columns: str) -> Watch:
    """Watch the names of what works refer to; they are new or go with the rows that refer."""
    return Watch(table, works, columns, events=("update",))


CATALOGUE = [
    Watch("catalog_work", "SELECT {row}.id AS work_id", is_of_works=True),
    of_work("catalog_edition"),
    of_work("catalog_contribution"),
    of_work("catalog_work_subjects"),
    of_edition("catalog_contentsentry"),
    of_edition("catalog_seriespart"),
    _named(
        "catalog_contributor",
        "SELECT work_id FROM catalog_contribution WHERE contributor_id = {row}.id",
        *("name", "name_inverted", "slug"),
    ),
    _named(
        "catalog_publisher",
        "SELECT work_id FROM catalog_edition WHERE publisher_id = {row}.id",
        *("name", "slug"),
    ),
    _named(
        "catalog_subject",
        "SELECT work_id FROM catalog_work_subjects WHERE subject_id = {row}.id",
        *("heading", "code", "slug"),
    ),
    _named(
        "catalog_series",
        "SELECT work_id FROM catalog_edition WHERE id IN "
        "(SELECT edition_id FROM catalog_seriespart WHERE series_id = {row}.id)",
        *("name", "slug"),
    ),
]


def sources() -> list[ModuleType]:
    """Return the modules of the rooms above that add facts."""
    return [import_module(name) for name in settings.SEARCH_FACTS]


def watched() -> Iterator[Watch]:
    yield from CATALOGUE
    for source in sources():
        yield from source.WATCHED
