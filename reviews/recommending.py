"""The books a review recommends: looked up, added, removed, each with a line why (RV-9, B11)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.models import Edition, Work
from reviews.drafts import Typed
from reviews.forms import what_is_wrong_with
from reviews.models import RECOMMENDATIONS_MAX
from search.completing import find_begun

FOUND_MAX = 8
WORDS_MAX = 200
# The form's fields: the books in order, for each its reason, and the words to look for.
BOOKS = "recommended"
REASON = "reason-"
LOOK_FOR = "look_for"

_ISBN13 = re.compile("[0-9]{13}")


@dataclass(frozen=True)
class ChosenBook:
    edition: Edition
    reason: str = ""

    @property
    def errors(self) -> Sequence[str]:
        return what_is_wrong_with(self.reason)


@dataclass
class Recommended:
    """The books chosen so far, in order, and what is wrong with the choice."""

    work: Work
    books: list[ChosenBook] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.books) >= RECOMMENDATIONS_MAX

    def is_valid(self) -> bool:
        return not self.errors and not any(book.errors for book in self.books)

    def add(self, book: ChosenBook) -> None:
        """Take one more book, or note why not."""
        if error := self._reason_against(book.edition):
            self.errors.append(error)
        else:
            self.books.append(book)

    def remove(self, isbn13: str) -> None:
        self.books = [book for book in self.books if book.edition.isbn13 != isbn13]

    def as_typed(self) -> Typed:
        """Return the fields of the form that name these books."""
        numbers = [book.edition.isbn13 for book in self.books]
        return {BOOKS: numbers} | {
            f"{REASON}{book.edition.isbn13}": [book.reason] for book in self.books
        }

    def _reason_against(self, edition: Edition) -> str:
        if edition.work_id == self.work.pk:
            return "A review cannot recommend the book it is about."
        if any(book.edition.work_id == edition.work_id for book in self.books):
            return f"“{edition.work.title}” is among your recommendations already."
        if self.is_full:
            return f"A review recommends up to {RECOMMENDATIONS_MAX} books; remove one first."
        return ""


def read_recommended(typed: Typed, work: Work) -> Recommended:
    """Return the books that a sent form names, as `add` takes them."""
    numbers = typed.get(BOOKS, [])[: RECOMMENDATIONS_MAX * 2]
    editions = {edition.isbn13: edition for edition in _editions_numbered(numbers)}
    recommended = Recommended(work)
    for number in numbers:
        if number in editions:
            recommended.add(ChosenBook(editions[number], _reason(typed, number)))
    return recommended


def is_reason(field_name: str) -> bool:
    """Whether a field of the form holds the reason for a book; the book may not be chosen."""
    return field_name.startswith(REASON) and bool(
        _ISBN13.fullmatch(field_name.removeprefix(REASON))
    )


def find_book(isbn13: str) -> ChosenBook | None:
    return next((ChosenBook(edition) for edition in _editions_numbered([isbn13])), None)


def find_books(words: str, *, besides: Work) -> list[Edition]:
    """Return the best books that search has for the words, of which the last may go on."""
    works = [each.work_id for each in find_begun(words).works if each.work_id != besides.pk]
    editions = Edition.objects.leading().with_shelf_facts().filter(work__in=works[:FOUND_MAX])
    return sorted(editions, key=lambda edition: works.index(edition.work_id))


def _editions_numbered(numbers: Sequence[str]) -> list[Edition]:
    wanted = [number for number in numbers if _ISBN13.fullmatch(number)]
    return list(Edition.objects.with_shelf_facts().filter(isbn13__in=wanted))


def _reason(typed: Typed, isbn13: str) -> str:
    return typed.get(f"{REASON}{isbn13}", [""])[0]
