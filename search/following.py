"""Keeping up with changes that no request has made: feeds, commands, other programs."""

import logging
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections

from search.indexing import BATCH, catch_up

# Seconds between two looks at what has changed; a look is one quick query.
_PAUSE = 2.0
# Seconds that others may write in, between two batches.
_BREATH = 0.05

_logger = logging.getLogger(__name__)


def follow_changes() -> Thread:
    """Start to bring changes into the index, beside the server, for as long as it runs.

    Each process of a server may do so: the database lets one of them work at a time.
    """
    thread = Thread(target=_follow, name="search-follower", daemon=True)
    thread.start()
    return thread


def _follow() -> None:
    pause = Event()
    while True:
        close_old_connections()
        pause.wait(_BREATH if _has_caught_up_some() else _PAUSE)


def _has_caught_up_some() -> bool:
    try:
        return catch_up(most=BATCH) > 0
    except DatabaseError:
        # Such as a database that is being moved; what has changed stays noted.
        _logger.warning("The search index waits for the database.", exc_info=True)
        return False
