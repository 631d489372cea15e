"""What a long load does without: looks for cyclic garbage, and a map of the whole database."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection

# New objects between two looks; Python's own 700 means hundreds of looks in a batch of records.
_SELDOM = 20000
_lock = Lock()
# How many loads are going on, and what is to be set again after the last.
_loads = 0
_before = gc.get_threshold()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Have Python look for garbage seldom in the block, which saves a tenth of the time.

    It counts for the whole process, other threads too.
    """
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


@contextmanager
def database_not_mapped() -> Iterator[None]:
    """Have SQLite read and write its file in the block, and not map it.

    All that is written would count as memory of this process.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        size = cursor.execute("PRAGMA mmap_size").fetchone()
        cursor.execute("PRAGMA mmap_size = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            # An in-memory database knows no size.
            cursor.execute(f"PRAGMA mmap_size = {size[0] if size else 0}")
