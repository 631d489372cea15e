"""Lengths of time in words."""

MINUTE = 60
HOUR = 60 * MINUTE


def in_words(seconds: int) -> str:
    """Return how long to wait, rounded up so that it is never too short: "2 minutes"."""
    if seconds < 2 * MINUTE:
        return _count(seconds, "second")
    if seconds < 2 * HOUR:
        return _count(-(-seconds // MINUTE), "minute")
    return _count(-(-seconds // HOUR), "hour")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
