"""How long search pages take, as ratios to a page that reads one row by its key.

The page compared with is `benchmarks.one_row`: the shop's own frame around the title of a work,
read by an indexed query, through the same middleware. Both are asked in turns, each address
several times in a row, of which the quickest counts: so that what else the machine does weighs
little. Before, every address is asked once. The aims are those of issue 7.
"""

from collections.abc import Sequence
from itertools import cycle
from random import Random
from statistics import median, quantiles

from django.test import Client, override_settings
from django.urls import reverse

from benchmarks.known_items import Shelf
from benchmarks.search_requests import addresses
from benchmarks.timing import seconds
from catalog.models import Work

EACH = 40
_TIMES = 3
AIM_MEDIAN, AIM_P99 = 5, 20


@override_settings(ROOT_URLCONF="benchmarks.one_row")
def run(shelf: Shelf, *, of: str) -> None:
    """Print median and 99th percentile over all kinds of searches, and the median of each kind."""
    client = Client()
    asked = addresses(shelf, each=EACH)
    flat = [address for of_kind in asked.values() for address in of_kind]
    for address in flat:
        _get(client, address)
    Random(1).shuffle(flat)  # noqa: S311 - no secret hangs on it.
    rows = cycle(_rows(shelf))
    taken: dict[str, float] = {}
    plain = []
    for address in flat:
        taken[address] = _quickest(client, address)
        plain.append(_quickest(client, next(rows)))
    _tell(of, list(taken.values()), plain)
    for kind, of_kind in asked.items():
        times = [taken[address] for address in of_kind]
        print(  # noqa: T201
            f"    {kind}: median {_ms(median(times))}, longest {_ms(max(times))}, "
            f"{median(times) / median(plain):.1f} times the plain page"
        )


def _tell(of: str, searches: Sequence[float], plain: Sequence[float]) -> None:
    middle, last = median(searches), quantiles(searches, n=100)[-1]
    base = median(plain)
    print(  # noqa: T201
        f"search pages, {of}: {len(searches)} searches, median {_ms(middle)}, p99 {_ms(last)}; "
        f"page of one row, median {_ms(base)}. Ratios: median {middle / base:.1f} "
        f"(aim {AIM_MEDIAN}), p99 {last / base:.1f} (aim {AIM_P99})"
    )


def _rows(shelf: Shelf) -> list[str]:
    keys = Work.objects.filter(pk__in=[book.work for book in shelf.books[:500]])
    return [reverse("one-row", args=[key]) for key in keys.values_list("pk", flat=True)]


def _quickest(client: Client, address: str) -> float:
    return min(seconds(lambda: _get(client, address)) for _ in range(_TIMES))


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code not in {200, 301, 302, 404}:
        raise AssertionError(f"{response.status_code} for {address}")


def _ms(time: float) -> str:
    return f"{time * 1000:.1f} ms"
