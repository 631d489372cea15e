"""The offers page of an edition with 5,000 offers beside one with 20, in a shop of a million.

OFFERS_IN_SHOP makes the shop smaller for a quick look; the line printed says how large it was.
"""

import os
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import islice

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.timing import compare
from catalog.models import Edition
from marketplace.conditions import Condition
from marketplace.models import Offer, Seller, ShippingRate
from tests.factories import make_edition, make_isbn, make_work

IN_SHOP = int(os.environ.get("OFFERS_IN_SHOP", "1000000"))
MANY, FEW = 5_000, 20
SELLERS = 1_000
OFFERS_OF_OTHERS = 100
GRADES = (Condition.NEW, Condition.VERY_GOOD, Condition.GOOD, Condition.ACCEPTABLE)
COUNTRIES = ("US", "CA", "GB", "DE", "IE")


def make_sellers() -> list[Seller]:
    sellers = Seller.objects.bulk_create(
        Seller(
            name=f"Seller of the benchmark {number}",
            slug=f"benchmark-{number}",
            rating=Decimal(number % 50) / 10,
            rating_count=number + 1,
            country=COUNTRIES[number % 5],
            website=f"https://seller{number}.example/",
        )
        for number in range(SELLERS)
    )
    ShippingRate.objects.bulk_create(
        ShippingRate(seller=seller, destination=destination, price=price)
        for seller in sellers
        for destination, price in [("US", "3.99"), ("CA", "9.50"), ("GB", "12.00"), ("*", "19.00")]
    )
    return sellers


def make_offers(edition: Edition, sellers: list[Seller], count: int) -> Iterator[Offer]:
    for number in range(count):
        yield Offer(
            edition=edition,
            seller=sellers[number % SELLERS],
            sku=f"{edition.pk}-{number}",
            condition=GRADES[number % 4],
            price=Decimal(500 + number * 7 % 4000) / 100,
            shipping=None if number % 3 else Decimal("3.99"),
            is_signed=number % 9 == 0,
            ships_in_min_days=1,
            ships_in_max_days=3,
            comments=f"A copy as it is described so often: tight, clean and on a shelf. {number}",
        )


def fill_shop() -> tuple[Edition, Edition]:
    """Return an edition with many offers and one with few, among a shop full of others."""
    sellers = make_sellers()
    work = make_work("A Book That Everybody Sells", author="Author of the Benchmark")
    many, few = make_edition(work), make_edition(work)
    work = make_work("The Other Books")
    counts = {many: MANY, few: FEW}
    others = max(0, IN_SHOP - MANY - FEW) // OFFERS_OF_OTHERS
    counts |= dict.fromkeys(
        Edition.objects.bulk_create(
            Edition(work=work, isbn13=make_isbn()) for number in range(others)
        ),
        OFFERS_OF_OTHERS,
    )
    offers = (
        offer for edition, count in counts.items() for offer in make_offers(edition, sellers, count)
    )
    while batch := list(islice(offers, 10_000)):
        Offer.objects.bulk_create(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return many, few


def run() -> None:
    many, few = fill_shop()
    client = Client()
    for query, same in [
        ("", ""),
        ("?to=CA", "?to=CA"),
        ("?condition=used", "?condition=used"),
        ("?page=200", ""),
    ]:
        long, short = f"/offers/{many.isbn13}/{query}", f"/offers/{few.isbn13}/{same}"
        number = count_queries(client, long)
        slow, quick, ratio = compare(partial(client.get, long), partial(client.get, short))
        print(  # noqa: T201
            f"offers page {query or '(plain)'}, {MANY:,} offers against {FEW} in a shop of "
            f"{Offer.objects.count():,}: {number} queries, "
            f"{slow * 1000:.1f} ms / {quick * 1000:.1f} ms, ratio {ratio:.2f}"
        )


def count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    # Counted here: the next request empties the log.
    return len(queries)
