"""Loading a seller's feed against a bare loop that stores the same rows and checks nothing.

The loop parses the same file and inserts the same rows with the same library, in batches of the
same size. Memory is the growth of the process's peak from a feed of 10,000 lines to the long one.
"""

import os
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import peak_kib, seconds
from catalog.isbn import check_digit_13
from catalog.models import Edition, Work
from marketplace.conditions import parse_amazon
from marketplace.feeds import amazon
from marketplace.models import Offer, Seller
from marketplace.offer_loading import load_offers

LINES = int(os.environ.get("BENCH_FEED_LINES", "1000000"))
SHORT = 10_000
EDITIONS = 1_000
BATCH = 500
HEADER = (
    "sku\tproduct-id\tproduct-id-type\tprice\titem-condition\tquantity\tadd-delete\titem-note\n"
)


def run() -> None:
    """Print how quick a feed is loaded, and how much memory it takes."""
    isbns = _make_editions()
    with TemporaryDirectory() as folder:
        short, long = Path(folder) / "short.txt", Path(folder) / "long.txt"
        _write(short, SHORT, isbns)
        _write(long, LINES, isbns)
        seconds(partial(_load, short))
        before = peak_kib()
        loaded = seconds(partial(_load, long))
        growth = (peak_kib() - before) / 1024
        again = seconds(partial(_load, long))
        bare = seconds(partial(_bare_loop, long))
    print(  # noqa: T201
        f"Feed of {LINES:,} lines: {LINES / loaded:,.0f} lines a second, bare loop "
        f"{LINES / bare:,.0f}; {bare / loaded:.2f} of its speed. The same file again: "
        f"{LINES / again:,.0f} lines a second. Peak memory grew by {growth:.0f} MiB over a feed of "
        f"{SHORT:,}."
    )


def _make_editions() -> list[str]:
    twelve = [f"97818{number:07}" for number in range(EDITIONS)]
    isbns = [digits + check_digit_13(digits) for digits in twelve]
    works = Work.objects.bulk_create(Work(title=f"Work {isbn}") for isbn in isbns)
    Edition.objects.bulk_create(
        Edition(work=work, isbn13=isbn) for work, isbn in zip(works, isbns, strict=True)
    )
    return isbns


def _write(path: Path, lines: int, isbns: list[str]) -> None:
    with path.open("w") as file:
        file.write(HEADER)
        for number in range(lines):
            isbn = isbns[number % EDITIONS]
            price = f"{2 + number % 90}.{number % 100:02}"
            condition = 1 + number % 4
            file.write(f"S{number}\t{isbn}\t4\t{price}\t{condition}\t1\ta\tA clean copy.\n")


def _load(path: Path) -> None:
    seller, _ = Seller.objects.get_or_create(name="Long List", slug="long-list")
    for _ in load_offers(amazon.FORMAT.read(path, "utf-8", seller.name)):
        pass


def _bare_loop(path: Path) -> None:
    seller = Seller.objects.create(name="Bare Loop", slug="bare-loop")
    editions = dict(Edition.objects.values_list("isbn13", "pk"))
    with path.open() as file:
        next(file)
        while lines := list(islice(file, BATCH)):
            rows = (line.rstrip("\n").split("\t") for line in lines)
            Offer.objects.bulk_create(
                Offer(
                    seller=seller,
                    sku=sku,
                    edition_id=editions[isbn],
                    condition=parse_amazon(condition),
                    price=Decimal(price),
                    quantity=int(quantity),
                    comments=note,
                    ships_in_min_days=1,
                    ships_in_max_days=2,
                )
                for sku, isbn, _, price, condition, quantity, _, note in rows
            )
