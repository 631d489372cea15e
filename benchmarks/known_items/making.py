"""The makers of searches, one for each kind; the rules are told in benchmarks.known_items."""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from random import Random
from typing import NamedTuple

from benchmarks.known_items.misspelling import misspelt
from benchmarks.known_items.shelf import Book, Shelf, telling, typed_words
from catalog import isbn

FEW_BOOKS = 5
_TITLE_WORDS = 3
_SHORTEST_PHRASE, _LONGEST_PHRASE = 3, 6


class KnownItem(NamedTuple):
    """What is typed, and the works of which any is the right one."""

    kind: str
    typed: str
    right: frozenset[int]


Words = Callable[[Book, Shelf, Random], list[str] | None]


def make_searches(shelf: Shelf, *, seed: int, each: int) -> list[KnownItem]:
    """Return so many searches of each kind, or as many as the catalogue has books for."""
    return [item for kind in KINDS for item in islice(_of_kind(kind, shelf, seed), each)]


def _of_kind(kind: str, shelf: Shelf, seed: int) -> Iterator[KnownItem]:
    random = Random(f"{seed} {kind}")  # noqa: S311 - no secret hangs on it.
    books = _with_contents(shelf) if kind == "contents" else shelf.books
    accents: Iterator[Callable[[str], str]] = cycle((_as_it_is, _without_accents))
    rules = cycle(KINDS[kind])
    rule = next(rules)
    asked: set[str] = set()
    for book in random.sample(books, len(books)):
        words = rule(book, shelf, random)
        typed = " ".join(words or ())
        if typed and typed not in asked:
            asked.add(typed)
            yield KnownItem(kind, next(accents)(typed), shelf.same_as(book))
            rule = next(rules)


def _author_and_title(book: Book, shelf: Shelf, random: Random) -> list[str] | None:
    if not book.has_an_author or not book.authors[0] or not book.title_words:
        return None
    author, title = book.authors[0], book.title_words
    count = min(_TITLE_WORDS, len(title))
    while count < len(title) and shelf.others_with([author, *title[:count]], book):
        count += 1
    words = title[:count]
    return [author, *words] if random.random() < 0.5 else [*words, author]


def _distinctive(book: Book, shelf: Shelf, random: Random) -> list[str] | None:
    by_rarity = sorted(filter(_is_remembered, book.title_words), key=shelf.titled_one)
    for count in (2, 3):
        chosen = by_rarity[:count]
        if len(chosen) == count and shelf.titled(chosen) <= FEW_BOOKS:
            return [word for word in book.title_words if word in chosen]
    return None


def _is_remembered(word: str) -> bool:
    """Whether a word is none of the numbers, Roman ones too, that nobody keeps in mind."""
    return len(word) > 3 and not any(map(str.isdigit, word))


def _misspelt(rule: Words) -> Words:
    def make(book: Book, shelf: Shelf, random: Random) -> list[str] | None:
        words = rule(book, shelf, random)
        return misspelt(words, random, shelf.knows) if words else None

    return make


def _phrase(book: Book, shelf: Shelf, random: Random) -> list[str] | None:
    words = typed_words(random.choice(book.contents))
    if len(words) < _SHORTEST_PHRASE:
        return None
    count = random.randint(_SHORTEST_PHRASE, min(_LONGEST_PHRASE, len(words)))
    start = random.randint(0, len(words) - count)
    phrase = words[start : start + count]
    remembered = list(filter(_is_remembered, telling(" ".join(phrase))))
    return phrase if len(remembered) > 1 else None


def _spelt(spelling: Callable[[str], str | None]) -> Words:
    def make(book: Book, shelf: Shelf, random: Random) -> list[str] | None:
        spelt = spelling(random.choice(book.isbns)) if book.isbns else None
        return [spelt] if spelt else None

    return make


def _hyphenated_10(number: str) -> str | None:
    if not isbn.to_isbn10(number):
        return None
    # The parts are those of the ISBN-13 without its prefix; only the check digit is another.
    return f"{isbn.hyphenate(number)[4:-1]}{(isbn.to_isbn10(number) or '')[-1]}"


def _with_lower_x(number: str) -> str | None:
    ten = isbn.to_isbn10(number)
    return ten.lower() if ten and ten.endswith("X") else None


def _with_contents(shelf: Shelf) -> list[Book]:
    """Return a book for each entry of its contents, since few books have any."""
    return [book for book in shelf.books for _ in book.contents]


def _as_it_is(text: str) -> str:
    return text


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


# Where a kind has several rules, they take turns.
KINDS: dict[str, tuple[Words, ...]] = {
    "isbn": (
        _spelt(lambda number: number),
        _spelt(isbn.hyphenate),
        _spelt(lambda number: isbn.hyphenate(number).replace("-", " ")),
        _spelt(isbn.to_isbn10),
        _spelt(_hyphenated_10),
        _spelt(lambda number: f"ISBN {isbn.hyphenate(number)}"),
        _spelt(lambda number: f"isbn-13: {number}"),
        _spelt(_with_lower_x),
    ),
    "author and title": (_author_and_title,),
    "title": (_distinctive,),
    "misspelt": (_misspelt(_author_and_title), _misspelt(_distinctive)),
    "contents": (_phrase,),
}
