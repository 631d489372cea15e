import resource
from collections.abc import Callable
from statistics import median
from time import perf_counter


def seconds(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def peak_kib() -> int:
    """Return the most memory that this process has had, and the largest of those it began."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(each).ru_maxrss for each in both)


def compare(
    one: Callable[[], object], other: Callable[[], object], *, rounds: int = 40
) -> tuple[float, float, float]:
    """Run two actions in turn; return their median seconds and the median of the ratios one/other.

    Taking turns keeps the ratio true on a machine whose speed drifts.
    """
    one(), other()  # What is loaded once is not measured.
    pairs = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return (
        median(first for first, _ in pairs),
        median(second for _, second in pairs),
        median(first / second for first, second in pairs),
    )
