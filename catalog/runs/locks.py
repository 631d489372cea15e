"""Whether a process still lives, told at once and not only by its long silence.

The kernel lets go of a lock when its process ends, also by `kill -9`.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import gethostname
from uuid import uuid4

from django.conf import settings


@contextmanager
def held_lock() -> Iterator[str]:
    """Hold a lock as long as the block runs; yield its name, or nothing where none can be made."""
    name = f"{gethostname()}-{uuid4().hex}"
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        file = os.open(_folder() / name, os.O_CREAT | os.O_RDWR)
    except OSError:
        yield ""
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield name
    finally:
        (_folder() / name).unlink(missing_ok=True)
        os.close(file)


def is_let_go(name: str) -> bool:
    """Whether the process that held this lock has ended; of another machine nothing is known."""
    if name.rpartition("-")[0] != gethostname():
        return False
    try:
        file = os.open(_folder() / name, os.O_RDWR)
    except OSError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True


def forget(name: str) -> None:
    """Clear away the file of a lock that a killed process left behind."""
    if name and is_let_go(name):
        (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.VAR_DIR / "locks"
    return folder
