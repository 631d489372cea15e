"""How often the search finds the book that was meant, by kinds (benchmarks.known_items).

A search is answered by the page or by the redirect that a shopper gets. SEARCHES_EACH makes more or
fewer of each kind; SEARCH_MISSES=1 prints those that do not put the right book first.
"""

import os
import re
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.test import Client
from django.urls import reverse

from benchmarks.known_items import KnownItem, Shelf, make_searches
from catalog.models import Edition

EACH = int(os.environ.get("SEARCHES_EACH", "200"))
SEED = 1
_TELLS_MISSES = os.environ.get("SEARCH_MISSES") == "1"
_FIRST_TEN = 10
# The main part of the page, and the books that it leads to.
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_LINK = re.compile(r'href="(/books/[^"]+)"')
_BOOK = re.compile(r"/books/(\d{13})/")


class Aim(NamedTuple):
    """In percent: how many have the right work first, and how many among the first ten."""

    first: float = 0
    of_ten: float = 0


AIMS = {
    "isbn": Aim(first=100),
    "author and title": Aim(first=95),
    "title": Aim(first=90, of_ten=98),
    "misspelt": Aim(of_ten=90),
    "contents": Aim(of_ten=90),
}


def run(shelf: Shelf) -> None:
    """Print the shares of the searches that are answered with the right book, kind by kind."""
    client = Client()
    searches = make_searches(shelf, seed=SEED, each=EACH)
    for kind, items in groupby(searches, key=attrgetter("kind")):
        of_kind = list(items)
        places = [place_of(item, client) for item in of_kind]
        _tell(kind, places)
        if _TELLS_MISSES:
            _tell_misses(of_kind, places)


def place_of(item: KnownItem, client: Client) -> int | None:
    """Return at which place the right work stands, from 1 on; None if not among the first ten."""
    works = works_found(item.typed, client)[:_FIRST_TEN]
    return next((place for place, work in enumerate(works, 1) if work in item.right), None)


def works_found(typed: str, client: Client) -> list[int]:
    """Return the works that the first page of results leads to, in order, each once."""
    response = client.get(reverse("search:results"), {"q": typed})
    if response.status_code in {301, 302}:
        links = [response.headers["Location"]]
    else:
        main = _MAIN.search(response.text)
        links = _LINK.findall(main[0]) if main else []
    isbns = [book[1] for link in links if (book := _BOOK.match(link))]
    known = dict(Edition.objects.filter(isbn13__in=isbns).values_list("isbn13", "work_id"))
    return list(dict.fromkeys(known[isbn] for isbn in isbns))


def _tell(kind: str, places: Sequence[int | None]) -> None:
    first = 100 * sum(place == 1 for place in places) / len(places)
    of_ten = 100 * sum(place is not None for place in places) / len(places)
    aim = AIMS[kind]
    aims = [f"{share} % first" for share in (aim.first,) if share]
    aims += [f"{share} % of ten" for share in (aim.of_ten,) if share]
    is_reached = first >= aim.first and of_ten >= aim.of_ten
    print(  # noqa: T201
        f"search, {kind}: {len(places)} asked, right book first {first:.1f} %, among the first ten "
        f"{of_ten:.1f} % (aim: {', '.join(aims)}; {'reached' if is_reached else 'MISSED'})"
    )


def _tell_misses(items: Sequence[KnownItem], places: Sequence[int | None]) -> None:
    for item, place in zip(items, places, strict=True):
        if place != 1:
            print(f"    {place or '-':>3} {item.typed!r}, works {sorted(item.right)}")  # noqa: T201
