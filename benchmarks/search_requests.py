"""What shoppers ask of a search page: known items, common words, filters, further pages."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from urllib.parse import urlencode

from django.urls import reverse

from benchmarks.known_items import Shelf, make_searches
from benchmarks.known_items.shelf import typed_words

_NARROWED = (
    {"language": "eng"},
    {"language": "fre", "format": "ebook"},
    {"format": "paperback"},
    {"format": "ebook", "condition": "used"},
    {"year": "1990"},
    {"condition": "new", "price": "10"},
)


def addresses(shelf: Shelf, *, each: int) -> dict[str, list[str]]:
    """Return the addresses of searches by kind: the known items of all kinds, then the others."""
    asked: dict[str, list[str]] = {}
    for item in make_searches(shelf, seed=11, each=each):
        asked.setdefault(item.kind, []).append(_address(q=item.typed))
    common = common_words(shelf, each * 2)
    random = Random(11)  # noqa: S311 - no secret hangs on it.
    pairs = [" ".join(random.sample(common, 2)) for _ in range(each)]
    return asked | {
        "common words": [_address(q=word) for word in common[:each]],
        "two common words": [_address(q=pair) for pair in pairs],
        "words of many books": [_address(q=_mixed(shelf, random)) for _ in range(each)],
        "filters": list(islice(_narrowed(common), each)),
        "further pages": [
            _address(q=word, page=str(2 + place % 9)) for place, word in enumerate(common[:each])
        ],
        "nothing there": [_address(q=_nonsense(random)) for _ in range(each)],
        "suggestions": [_suggestions(text) for text in islice(_beginnings(shelf, random), each)],
    }


def common_words(shelf: Shelf, count: int) -> list[str]:
    """Return the words that most titles have, function words too."""
    counts = Counter(word for book in shelf.books for word in set(typed_words(book.title)))
    return [word for word, _ in counts.most_common(count)]


def _mixed(shelf: Shelf, random: Random) -> str:
    """Return six words that hardly any book has together: one each of six titles."""
    titled = [book for book in random.sample(shelf.books, 50) if book.title_words]
    return " ".join(random.choice(book.title_words) for book in titled[:6])


def _narrowed(words: Iterable[str]) -> Iterator[str]:
    for place, word in enumerate(words):
        yield _address(q=word, **_NARROWED[place % len(_NARROWED)])


def _beginnings(shelf: Shelf, random: Random) -> Iterator[str]:
    """Yield beginnings of titles, as they stand in the box after some keys."""
    for book in random.sample(shelf.books, len(shelf.books)):
        yield book.title[: random.randint(2, 12)].lower()


def _nonsense(random: Random) -> str:
    return "".join(random.choices("bcdfghjklmnpqrstvwxz", k=12))


def _address(**asked: str) -> str:
    return f"{reverse('search:results')}?{urlencode(asked)}"


def _suggestions(text: str) -> str:
    return f"{reverse('search:suggestions')}?{urlencode({'q': text})}"
