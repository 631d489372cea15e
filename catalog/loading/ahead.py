"""Reading a long file in a second process, while the first one stores what has been read so far.

The second is forked, which takes some milliseconds. It has the file and a pipe, nothing else: no
connection to the database, no lock. Its end of the pipe breaks when the first one ends, however
that happens, and then it ends, too.
"""

import fcntl
import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from queue import Queue
from typing import Any

from catalog.importing import UnreadableFile, in_batches
from catalog.onix.records import Record

Read = Callable[[], Iterator[Record]]
# Records that go through the pipe together, how many such lists may wait before it, bytes in it.
_SENT_TOGETHER = 40
_MOST_WAITING = 10
_PIPE_SIZE = 2**20
# Seconds in which more arrives of what is waiting.
_A_MOMENT = 0.01


def batches(read: Read, *, most: int, is_long: bool) -> Iterator[list[Record]]:
    """Yield what `read` yields in lists of `most`, or of fewer where no more has been read yet.

    Raises what `read` raises. What is not long is read here, as is everything where no process
    can be forked safely.
    """
    if not (is_long and _can_fork()):
        yield from in_batches(read(), most)
        return
    context: Any = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(read, sender), daemon=True)
    process.start()
    sender.close()
    try:
        yield from _received(receiver, most)
    finally:
        receiver.close()
        process.kill()
        process.join()


def _can_fork() -> bool:
    """Whether it is safe: a lock that another thread holds would stay closed in the new process."""
    return "fork" in get_all_start_methods() and threading.active_count() == 1


def _send(read: Read, sender: Connection) -> None:
    """Send what is read: lists of records, then an empty one or the error that ended them."""
    # Ctrl+C goes to both processes, and the first one knows what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _let_go_of_all_but(sender.fileno())
    _widen(sender)
    # What the first process has made is not looked through for garbage, which would copy it.
    gc.freeze()
    waiting: Queue[bytes] = Queue(_MOST_WAITING)
    threading.Thread(target=_read, args=(read, waiting), daemon=True).start()
    with suppress(BrokenPipeError):
        while message := waiting.get():
            sender.send_bytes(message)


def _read(read: Read, waiting: "Queue[bytes]") -> None:
    """Put what `_send` sends, and nothing at the end."""
    try:
        for records in in_batches(read(), _SENT_TOGETHER):
            waiting.put(_packed(records))
        waiting.put(_packed([]))
    except Exception as error:
        waiting.put(_packed(error))
    finally:
        # Also where an error cannot be sent: the first process then misses the end.
        waiting.put(b"")


def _packed(message: list[Record] | Exception) -> bytes:
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def _let_go_of_all_but(kept: int) -> None:
    """Close what was open in the first process: a lock counts until nobody has its file open."""
    first_of_ours = 3
    os.closerange(first_of_ours, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def _widen(sender: Connection) -> None:
    """Have the pipe hold more, where the system can."""
    with suppress(AttributeError, OSError):
        fcntl.fcntl(sender.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_SIZE)


def _received(receiver: Connection, most: int) -> Iterator[list[Record]]:
    is_at_end = False
    while not is_at_end:
        batch: list[Record] = []
        while not is_at_end and len(batch) < most and (not batch or receiver.poll(_A_MOMENT)):
            records = _receive(receiver)
            is_at_end = not records
            batch += records
        if batch:
            yield batch


def _receive(receiver: Connection) -> list[Record]:
    try:
        message = pickle.loads(receiver.recv_bytes())  # noqa: S301 - our own process wrote it.
    except EOFError as error:
        raise UnreadableFile(
            "The process that reads the file was ended, perhaps for want of memory. What is loaded "
            "stays; begin again with --resume."
        ) from error
    if isinstance(message, Exception):
        raise message
    records: list[Record] = message
    return records
