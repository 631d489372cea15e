"""The catalogue in memory: which books have which words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from catalog.folding import fold
from catalog.isbn import is_own_number
from catalog.models import ContentsEntry, Contribution, Edition, Work

# What nobody types to find a book by, in the languages that fill the catalogues.
_FUNCTION_WORDS = frozenset(
    "a an and are as at but by for from her his how in into is it its not of on or our that the "  # noqa: SIM905 - as a list it would fill a page.
    "their this to was what when where which who with you your "
    "au aux ce dans de des du en est et il la le les ou par pour que qui se son sur un une "
    "am an auf aus bei das dem den der die ein eine einer eines für im ist mit nach oder sich "
    "und unter vom von vor wie zu zum zur "
    "al con da dal dei del della delle di e el gli i las lo los nel o para per por su un uno y "
    "av det den ei ett han het hij ja med met och og om op pa som te til van voor ze".split()
)
_NOBODY = frozenset({"various", "anonymous", "unknown"})
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Book:
    """A work: `authors` are surnames, `names` the names of all its people."""

    work: int
    title: str
    subtitle: str = ""
    authors: Sequence[str] = ()
    names: Sequence[str] = ()
    isbns: Sequence[str] = ()
    contents: Sequence[str] = ()

    @cached_property
    def title_words(self) -> list[str]:
        """The words of the title that tell something, as typed: in lower case."""
        return telling(self.title)

    @cached_property
    def head(self) -> frozenset[str]:
        """All words of title, subtitle and names, folded."""
        return frozenset(fold(" ".join([self.title, self.subtitle, *self.names])).split())

    @property
    def has_an_author(self) -> bool:
        return bool(self.authors) and not any(fold(name) in _NOBODY for name in self.names)


class Shelf:
    def __init__(self, books: Iterable[Book]) -> None:
        self.books = list(books)
        self._same: dict[str, list[Book]] = defaultdict(list)
        self._with_word: dict[str, set[int]] = defaultdict(set)
        self._titled: dict[str, set[int]] = defaultdict(set)
        for place, book in enumerate(self.books):
            self._same[fold(book.title)].append(book)
            for word in book.head:
                self._with_word[word].add(place)
            for word in fold(f"{book.title} {book.subtitle}").split():
                self._titled[word].add(place)

    def same_as(self, book: Book) -> frozenset[int]:
        """Return the works with this title that share a contributor with the book."""
        names = {fold(name) for name in book.names}
        alike = (
            other.work
            for other in self._same[fold(book.title)]
            if names.intersection(map(fold, other.names))
        )
        return frozenset({book.work, *alike})

    def knows(self, word: str) -> bool:
        """Whether a word stands in any title or name."""
        return fold(word) in self._with_word

    def others_with(self, words: Iterable[str], book: Book) -> int:
        """Return how many other books have all the words in title and names."""
        same = self.same_as(book)
        found = _with_all(self._with_word, words)
        return sum(self.books[place].work not in same for place in found)

    def titled_one(self, word: str) -> int:
        return self.titled([word])

    def titled(self, words: Iterable[str]) -> int:
        """Return how many books have all the words in title and subtitle."""
        return len(_with_all(self._titled, words))


def telling(text: str) -> list[str]:
    """Return the words of a text that are no function words, each once, in lower case."""
    return list(dict.fromkeys(word for word in typed_words(text) if word not in _FUNCTION_WORDS))


def typed_words(text: str) -> list[str]:
    """Return the words of a text as somebody types them: in lower case, without punctuation."""
    words = (word.strip("\"'’‘“”«».,;:!?()[]{}—–-*_|/\\") for word in _SPACES.split(text.lower()))
    return [word for word in words if any(map(str.isalnum, word))]


def read_shelf(works: QuerySet[Work] | None = None) -> Shelf:
    """Read the catalogue, or these works of it."""
    chosen = Work.objects.all() if works is None else works
    people, isbns, contents = _people(chosen), _isbns(chosen), _contents(chosen)
    rows = chosen.order_by("pk").values_list("pk", "title", "subtitle")
    return Shelf(
        Book(
            work=key,
            title=title,
            subtitle=subtitle,
            authors=[surname for surname, _ in people[key]],
            names=[name for _, name in people[key]],
            isbns=isbns[key],
            contents=contents[key],
        )
        for key, title, subtitle in rows.iterator()
    )


def _people(works: QuerySet[Work]) -> dict[int, list[tuple[str, str]]]:
    """Return surname and name of the people of each work."""
    found = defaultdict(list)
    rows = Contribution.objects.filter(work__in=works).order_by("order", "pk")
    columns = ("work_id", "contributor__name", "contributor__name_inverted")
    for work, name, inverted in rows.values_list(*columns).iterator():
        surname = inverted.partition(",")[0] or name
        found[work].append((typed_words(surname)[-1] if typed_words(surname) else "", name))
    return found


def _isbns(works: QuerySet[Work]) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = Edition.objects.filter(work__in=works).order_by("pk").values_list("work_id", "isbn13")
    for work, isbn13 in rows.iterator():
        if not is_own_number(isbn13):
            found[work].append(isbn13)
    return found


def _contents(works: QuerySet[Work]) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = ContentsEntry.objects.filter(edition__work__in=works).order_by("edition", "order")
    for work, title in rows.values_list("edition__work_id", "title").iterator():
        found[work].append(title)
    return found


def _with_all(places: dict[str, set[int]], words: Iterable[str]) -> set[int]:
    # A typed word may be two folded ones: “o'brien”.
    sets = [places.get(part, set()) for word in words for part in fold(word).split()]
    return set.intersection(*sorted(sets, key=len)) if sets else set()
