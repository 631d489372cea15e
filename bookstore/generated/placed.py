from collections.abc import Sequence
from typing import NamedTuple

from bookstore.generated.books import Book
from bookstore.generated.rows import next_keys
from catalog.models import Edition, Work


class Placed(NamedTuple):
    """A book, and the keys that its work and its editions are stored by."""

    book: Book
    work: int
    editions: Sequence[int]


def place(books: Sequence[Book]) -> list[Placed]:
    """Give each book keys of its own, within a transaction."""
    editions = iter(next_keys(Edition, sum(len(book.editions) for book in books)))
    return [
        Placed(book, work, [next(editions) for _ in book.editions])
        for book, work in zip(books, next_keys(Work, len(books)), strict=True)
    ]
