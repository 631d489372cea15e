"""Places in a text, as pairs of start and end."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap joined into one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
