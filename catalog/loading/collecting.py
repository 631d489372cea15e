"""Less looking for cyclic garbage while many rows are made, which took a tenth of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

# New objects between two looks; Python's own 700 means hundreds of looks in a batch of records.
_SELDOM = 100_000
_lock = Lock()
# How many loads are going on, and what is to be set again after the last.
_loads = 0
_before = gc.get_threshold()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Have Python look seldom in the block. It counts for the whole process, other threads too."""
    global _loads, _before
    with _lock:
        if _loads == 0:
            _before = gc.get_threshold()
            gc.set_threshold(_SELDOM, *_before[1:])
        _loads += 1
    try:
        yield
    finally:
        with _lock:
            _loads -= 1
            if _loads == 0:
                gc.set_threshold(*_before)
