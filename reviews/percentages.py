"""Whole percentages that add to 100."""

from collections.abc import Sequence


def percentages(counts: Sequence[int]) -> list[int]:
    """Share 100 by the largest remainder; all zeros when there is nothing to share (B16)."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    shares = [count * 100 // total for count in counts]
    by_remainder = sorted(
        range(len(counts)), key=lambda index: counts[index] * 100 % total, reverse=True
    )
    for index in by_remainder[: 100 - sum(shares)]:
        shares[index] += 1
    return shares
