"""A shop filled with made-up books up to a number, in steps that can be stopped between."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.models import Q

from bookstore.generated.batches import Batches
from bookstore.generated.books import Books
from bookstore.generated.editions import ISBN_PREFIX, work_number
from catalog.models import Edition

BATCH = 1_000
_FIRST, _LAST = ISBN_PREFIX.ljust(13, "0"), ISBN_PREFIX.ljust(13, "9")


class OtherSeed(Exception):
    """The made-up books in the shop are those of another seed."""


def works_made() -> int:
    """Return the number of the last made-up work in the shop, 0 when there is none."""
    made_up = Edition.objects.filter(isbn13__gte=_FIRST, isbn13__lte=_LAST).order_by("-isbn13")
    last = made_up.values_list("isbn13", flat=True).first()
    return work_number(last) if last else 0


def has_real_books() -> bool:
    return Edition.objects.filter(Q(isbn13__lt=_FIRST) | Q(isbn13__gt=_LAST)).exists()


def fill_up(*, to: int, seed: int, now: datetime) -> Iterator[int]:
    """Make the works that are missing up to the number `to`; yield how many each step made.

    Each step is a transaction. Raises OtherSeed when the shop has books of another seed.
    """
    made = works_made()
    books = Books(seed)
    if made:
        _check_seed(books)
    batches = Batches(books, now) if made < to else None
    while batches and made < to:
        last = min(made + BATCH, to)
        batches.store(made + 1, last)
        yield last - made
        made = last


def tell_database() -> None:
    """Have the database look at its tables, so that it plans with their new sizes."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _check_seed(books: Books) -> None:
    first = books.book(1)
    stored = Edition.objects.select_related("work").get(isbn13=first.editions[0].isbn13)
    if stored.work.title != first.title:
        raise OtherSeed
