"""The search: whether it finds what is meant, and how long its pages take (issue 7).

On the catalogues of ../shared/data together, and on PostgreSQL also in a shop of a million made-up
works. Both databases are kept (benchmarks.databases), as it takes long to make them.
"""

import os
from functools import partial

from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Mod

from benchmarks import search_relevance, search_times
from benchmarks.catalogues import DATA, load_catalogues
from benchmarks.databases import kept_database
from benchmarks.known_items import read_shelf
from catalog.models import Work

MANY = int(os.environ.get("SHOP_WORKS", "1000000"))
# So many works of the large shop are asked for; to know all of them would fill the memory.
_ASKED_FOR = 20_000


def run() -> None:
    if DATA.is_dir():
        with kept_database("catalogues", load_catalogues):
            shelf = read_shelf()
            search_relevance.run(shelf)
            search_times.run(shelf, of=f"{len(shelf.books):,} works of the catalogues")
    else:
        print("The search is not measured on catalogues: ../shared/data is not here.")  # noqa: T201
    if connection.vendor == "postgresql":
        with kept_database("million", partial(call_command, "generate_shop", works=MANY)):
            search_times.run(read_shelf(_some_works()), of=f"{MANY:,} made-up works")


def _some_works() -> QuerySet[Work]:
    """Return works from all over the shop, at even distances."""
    distance = max(1, MANY // _ASKED_FOR)
    return Work.objects.annotate(rest=Mod("pk", distance)).filter(rest=0)
