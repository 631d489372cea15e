"""The median of many equal values, from how often there is each."""

from collections.abc import Mapping


def median_of(counts: Mapping[int, int]) -> float | None:
    """Return the median of values of which there are so many each; None where there are none."""
    total = sum(counts.values())
    if not total:
        return None
    lower, upper = (_value_at(counts, place) for place in ((total - 1) // 2, total // 2))
    return (lower + upper) / 2


def _value_at(counts: Mapping[int, int], place: int) -> int:
    """Return the value at this place, from 0, of all values in order."""
    before = 0
    for value in sorted(counts):
        before += counts[value]
        if before > place:
            return value
    raise IndexError(place)
