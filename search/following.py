"""Keeping up with changes that no request has made: feeds, commands, other programs."""

from threading import Event, Thread

from django.db import close_old_connections

from search.indexing import BATCH, catch_up_later_if_not_now

# Seconds until the next look at what has changed, which is one quick query.
_IDLE = 2.0
# In which others may write, between two batches.
_BUSY = 0.05
# Such as while a database is moved.
_FAILED = 60.0


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
        done = catch_up_later_if_not_now(most=BATCH)
        pause.wait(_BUSY if done > 0 else _FAILED if done < 0 else _IDLE)
