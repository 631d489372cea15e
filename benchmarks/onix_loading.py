"""Loading an ONIX feed against lxml merely walking the same file, and exporting it again.

Each length is ten times the one before, so that time which grows in proportion grows tenfold.
Walks are measured before and after each load, and short feeds are loaded more than once: a machine
with other work is not equally quick all the time.
Memory is the growth of the peaks of both processes from the shortest feed to the longest. SQLite's
file is not mapped meanwhile, as it is not during a load: export and clean-up would read all of it.
"""

import os
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.db import connection
from lxml import etree

from benchmarks.onix_export import export_seconds
from benchmarks.onix_feed import write_feed
from benchmarks.timing import peak_kib, seconds
from catalog.importing import Outcome
from catalog.loading import load_file
from catalog.loading.sparing import database_not_mapped

LONGEST = int(os.environ.get("BENCH_ONIX_PRODUCTS", "100000"))
SHORTEST = 1_000
# So many loads of feeds up to these lengths; one of the longer ones.
TIMES = {1_000: 5, 10_000: 3}
# What the feed fills, each table after those that refer to it.
TABLES = (
    *("contentsentry", "seriespart", "relatedproduct", "edition"),
    *("editorialreview", "contribution", "work_subjects", "work"),
    *("contributor", "publisher", "series", "subject"),
)


def run() -> None:
    """Print how quick feeds are loaded, and how much memory it takes."""
    peak = before = None
    products = SHORTEST
    with TemporaryDirectory() as folder, database_not_mapped():
        while products <= LONGEST:
            path = Path(folder) / f"{products}.onix.xml"
            write_feed(path, products)
            loaded, walks = _measured(path, times=TIMES.get(products, 1))
            peak = peak or peak_kib()
            growth = "" if before is None else f"; {loaded / before:.1f} times the feed before"
            print(  # noqa: T201
                f"ONIX feed of {products:,}: {loaded:.1f} s, {products / loaded:,.0f} products a "
                f"second{growth}. {walks:.1f} times lxml's walk of the file. Peak memory "
                f"grew by {(peak_kib() - peak) / 1024:.0f} MiB since the feed of {SHORTEST:,}."
            )
            before, products = loaded, products * 10
            if products > LONGEST:
                # Last, since it has a memory of its own.
                print(f"The longest was exported in {export_seconds():.1f} s.")  # noqa: T201
            _empty()


def _measured(path: Path, *, times: int) -> tuple[float, float]:
    """Return median seconds of a load, and the median of loads as multiples of the walk.

    What was loaded last stays.
    """
    loads, ratios = [], []
    walk = seconds(partial(_walk, path))
    for _ in range(times):
        _empty()
        loaded = seconds(partial(_load, path))
        before, walk = walk, seconds(partial(_walk, path))
        loads.append(loaded)
        ratios.append(2 * loaded / (before + walk))
    return median(loads), median(ratios)


def _load(path: Path) -> None:
    for result in load_file(path):
        if result.outcome is not Outcome.CREATED or result.warnings:
            raise AssertionError(result)


def _walk(path: Path) -> None:
    for _, element in etree.iterparse(path):
        if str(element.tag).endswith("}Product"):
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _empty() -> None:
    """Take the books out again, by statements that read no rows: Django's would read them all."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM catalog_{table}")  # noqa: S608 - names written above.
        # What the search would bring up to date, and what a load finds there if it is left.
        cursor.execute("DELETE FROM search_change")
