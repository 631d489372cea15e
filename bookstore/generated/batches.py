"""One batch of made-up books as rows, stored whole or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from bookstore.generated import trade_rows
from bookstore.generated.books import Books
from bookstore.generated.editions import Edition
from bookstore.generated.money import in_text
from bookstore.generated.placed import Placed, place
from bookstore.generated.rows import Rows
from bookstore.generated.shared_rows import (
    SharedRows,
    add_contributors,
    contributor_keys,
    series_keys,
)
from catalog.folding import fold
from catalog.models import ContentsEntry, Contribution, SeriesPart, Work
from catalog.models import Edition as EditionRow

_TITLE_KEY = Work._meta.get_field("title_key").max_length


class Batches:
    """Stores books; `now` is when all of it happened."""

    def __init__(self, books: Books, now: datetime) -> None:
        self._books = books
        self._shared = SharedRows(books)
        self._now = Work._meta.get_field("created_at").get_db_prep_save(now, connection)

    @transaction.atomic
    def store(self, first: int, last: int) -> None:
        """Store the works of these numbers, with all that belongs to them."""
        placed = place([self._books.book(number) for number in range(first, last + 1)])
        add_contributors(self._books, first, last)
        self._store_works(placed)
        self._store_subjects(placed)
        self._store_people(placed)
        self._store_editions(placed)
        self._store_series(placed)
        _store_contents(placed)
        trade_rows.store_offers(placed, self._shared.sellers, self._now)
        trade_rows.store_reviews(placed, self._now)

    def _store_works(self, placed: Sequence[Placed]) -> None:
        rows = Rows(
            Work,
            *("id", "title", "subtitle", "title_key", "overview", "keywords"),
            *("main_subject", "created_at"),
        )
        for book, work, _ in placed:
            title_key = fold(f"{book.title} {book.subtitle}")[:_TITLE_KEY]
            main_subject = self._shared.subjects[book.subjects[0]]
            texts = (book.title, book.subtitle, title_key, book.overview, book.keywords)
            rows.add(work, *texts, main_subject, self._now)
        rows.store()

    def _store_subjects(self, placed: Sequence[Placed]) -> None:
        rows = Rows(Work.subjects.through, "work", "subject")
        for book, work, _ in placed:
            for number in book.subjects:
                rows.add(work, self._shared.subjects[number])
        rows.store()

    def _store_people(self, placed: Sequence[Placed]) -> None:
        rows = Rows(Contribution, "work", "contributor", "role", "order")
        numbers = {number for each in placed for number, _ in each.book.people}
        people = contributor_keys(self._books, numbers)
        for book, work, _ in placed:
            for order, (number, role) in enumerate(book.people, 1):
                rows.add(work, people[number], role, order)
        rows.store()

    def _store_editions(self, placed: Sequence[Placed]) -> None:
        rows = Rows(
            EditionRow,
            *("id", "work", "isbn13", "product_form", "publisher", "published_on"),
            *("published_precision", "pages", "language", "list_price", "sales_rank"),
        )
        for book, work, keys in placed:
            for key, edition in zip(keys, book.editions, strict=True):
                rows.add(key, work, *self._facts(edition))
        rows.store()

    def _facts(self, edition: Edition) -> tuple[Any, ...]:
        return (
            edition.isbn13,
            edition.form,
            self._shared.publishers[edition.publisher],
            edition.published_on.isoformat(),
            edition.precision,
            edition.pages,
            edition.language,
            in_text(edition.list_price),
            edition.sales_rank,
        )

    def _store_series(self, placed: Sequence[Placed]) -> None:
        rows = Rows(SeriesPart, "edition", "series", "number")
        series = series_keys(self._books, {book.series for book, _, _ in placed if book.series})
        for book, _, editions in placed:
            if book.series:
                for edition in editions:
                    rows.add(edition, series[book.series], str(book.part))
        rows.store()


def _store_contents(placed: Sequence[Placed]) -> None:
    """Store contents of leading editions."""
    rows = Rows(ContentsEntry, "edition", "order", "label", "title", "page")
    for book, _, (edition, *_others) in placed:
        for order, (label, title, page) in enumerate(book.contents, 1):
            rows.add(edition, order, label, title, page)
    rows.store()
