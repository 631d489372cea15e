"""Draws in which small numbers come up far more often than large ones."""

from collections.abc import Mapping
from itertools import accumulate
from random import Random


class Weighted:
    """Values by their weight: {"eng": 80, "spa": 6} draws mostly "eng"."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._values = list(weights)
        self._weights = list(accumulate(weights.values()))

    def draw(self, random: Random) -> str:
        return random.choices(self._values, cum_weights=self._weights)[0]


def low_number(random: Random, most: int) -> int:
    """Return a number from 1 to `most`."""
    return int(most * random.random() ** 2) + 1


def low_numbers(random: Random, most: int, count: int) -> list[int]:
    """Return so many different numbers, or fewer."""
    return list(dict.fromkeys(low_number(random, most) for _ in range(count)))
