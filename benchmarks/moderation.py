"""The desk of a large shop beside those of small ones, each in a database of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import islice, product
from typing import NamedTuple

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from benchmarks.timing import compare
from catalog.models import Work
from moderation.models import Case, Report
from reviews.models import Decision, Review
from tests.factories import make_moderator

DESK = "/admin/moderation/case/"
TEXT = "What a reader says of a book, at some length. " * 20


class Size(NamedTuple):
    reviews: int
    waiting: int
    reports: int

    def __str__(self) -> str:
        return f"{self.reviews:,} reviews, {self.waiting:,} waiting, {self.reports:,} reports"


LARGE = Size(100_000, 5_000, 10_000)
SMALL = (Size(100, 100, 100), Size(100, 5, 10))


def run() -> None:
    sizes = [LARGE, *SMALL]
    shops = {size: _database(f"desk{number}") for number, size in enumerate(sizes)}
    try:
        opens = {}
        for size, shop in shops.items():
            with _in(shop):
                opens[size] = partial(_open, shop, _shop_of(size))
        print(f"\nThe desk of {LARGE}: {_queries(shops[LARGE], opens[LARGE])} queries")  # noqa: T201
        for small in SMALL:
            slow, quick, ratio = compare(opens[LARGE], opens[small])
            print(  # noqa: T201
                f"  against {small}: {slow * 1000:.1f} ms / {quick * 1000:.1f} ms, "
                f"ratio {ratio:.2f}"
            )
    finally:
        for number, shop in enumerate(shops.values()):
            shop.close()
            connection.creation.destroy_test_db(suffix=f"desk{number}", verbosity=0)


def _database(suffix: str) -> BaseDatabaseWrapper:
    """Return a connection to a copy of the empty scratch database."""
    # Closed, so that SQLite writes all it has into the file that is copied.
    connection.close()
    connection.creation.clone_test_db(suffix, verbosity=0)
    copy = connections.create_connection("default")
    copy.settings_dict = connection.creation.get_test_db_clone_settings(suffix)
    return copy


@contextmanager
def _in(shop: BaseDatabaseWrapper) -> Iterator[None]:
    """Let everything run in this database."""
    main = connections["default"]
    connections["default"] = shop
    try:
        yield
    finally:
        connections["default"] = main


def _open(shop: BaseDatabaseWrapper, client: Client) -> None:
    with _in(shop):
        assert client.get(DESK).status_code == 200  # noqa: S101 - or nothing is measured.


def _queries(shop: BaseDatabaseWrapper, action: Callable[[], object]) -> int:
    with _in(shop), CaptureQueriesContext(shop) as queries:
        action()
    return len(queries)


def _shop_of(size: Size) -> Client:
    """Fill the database; return the browser of a moderator."""
    _write_reviews(size)
    _report(size.reports)
    client = Client()
    client.force_login(make_moderator())
    _analyze()
    return client


def _write_reviews(size: Size) -> None:
    works = Work.objects.bulk_create(Work(title=f"Book {n}") for n in range(size.reviews // 50))
    readers = User.objects.bulk_create(User(email=f"{n}@example.org") for n in range(100))
    start = timezone.now() - timedelta(days=365)
    pairs = islice(product(readers, works), size.reviews)
    reviews = Review.objects.bulk_create(
        (
            Review(
                work=work,
                author=reader,
                rating=number % 5 + 1,
                headline=f"Headline {number}",
                text=TEXT,
                created_at=start + timedelta(minutes=number),
                edited_at=start if number % 10 == 0 else None,
            )
            for number, (reader, work) in enumerate(pairs)
        ),
        batch_size=1_000,
    )
    # Those that wait stand among the others, as they do in a shop.
    decided = [review for number, review in enumerate(reviews) if not _waits(number, size)]
    Decision.objects.bulk_create(
        (
            Decision(
                review=review,
                work=review.work,
                author=review.author,
                outcome="published",
                received_at=review.created_at,
            )
            for review in decided
        ),
        batch_size=1_000,
    )
    _analyze()
    Review.objects.filter(decisions__outcome="published").update(state="published")


def _analyze() -> None:
    """Count as PostgreSQL does by itself before long; a SQLite shop never does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _waits(number: int, size: Size) -> bool:
    return number * size.waiting // size.reviews != (number + 1) * size.waiting // size.reviews


def _report(number: int) -> None:
    """Report as many published reviews, or those that wait where none are published."""
    about = list(Review.objects.order_by("state", "pk").reverse()[:number])
    cases = Case.objects.bulk_create(
        Case(kind="review", desk="reviews", review=review) for review in about
    )
    Report.objects.bulk_create(Report(case=case, reason="off_topic", person="x") for case in cases)
