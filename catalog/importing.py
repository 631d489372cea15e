"""What every import shares: a result for each record, and the command that tells them.

An importer is a generator: it yields a Result for each record of its file as soon as that record
is stored or refused, and raises UnreadableFile before it has changed anything when the file is no
good (requirements 11).
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError
from tqdm import tqdm

from catalog.plain_text import readable_line

Record = TypeVar("Record")
_LONGEST_MESSAGE = 1_000
_INTERRUPTED = 130  # What a shell gives for Ctrl+C.
_DATABASE_FAILED = 3


class UnreadableFile(Exception):
    """The file as a whole cannot be loaded; the message is one line that says what and where."""


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one record.

    `place` says where it stands ("line 3", "record page.978… (line 8)"); `reason` is filled for a
    refused record, in words that say what to do; `warnings` tell what was left out of a loaded one
    and `changes` what is other than it was ("pages: 300, now 320"). `source` is a refused record
    itself, where it is kept for staff to mend; one that `is_repeated` needs no mending.
    """

    outcome: Outcome
    place: str
    reason: str = ""
    warnings: Sequence[str] = ()
    changes: Sequence[str] = ()
    source: str = ""
    is_repeated: bool = False

    @property
    def messages(self) -> list[str]:
        refusal = [f"refused: {self.reason}"] if self.outcome is Outcome.REFUSED else []
        return [*refusal, *(f"warning: {warning}" for warning in self.warnings)]


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file of a disk, which can be read twice: not a pipe, a device or a directory.

    Raises UnreadableFile, also for a fault of the disk or of the encoding while the file is read in
    the block.
    """
    try:
        if not path.exists():
            raise UnreadableFile(f"{path}: there is no such file.")
        if not path.is_file():
            kind = "a directory" if path.is_dir() else "a pipe or a device"
            raise UnreadableFile(f"{path}: this is {kind}, not a file.")
        # As bytes, since lxml takes no other names that are not UTF-8.
        with open(os.fsencode(path), "rb") as file:
            yield file
    except OSError as error:
        raise UnreadableFile(f"{path}: the file cannot be read: {error.strerror}.") from error
    # Of some encodings no error handler takes all that is broken, such as half a pair in UTF-16.
    except UnicodeError as error:
        raise UnreadableFile(f"{path}: the file is no text in its encoding: {error}.") from error


def in_batches(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """Yield the records in lists of `size`, the last one shorter (itertools.batched of 3.12)."""
    remaining = iter(records)
    while batch := list(islice(remaining, size)):
        yield batch


def store_or_halve(
    batch: Sequence[Record],
    store: Callable[[Sequence[Record]], list[Result]],
    refuse: Callable[[Record, str], Result],
) -> list[Result]:
    """Store a batch whole; when the database refuses that, its halves, down to the one at fault.

    `store` must be one transaction; `refuse` is given the record at fault and the reason.
    """
    try:
        return store(batch)
    except (DataError, IntegrityError) as error:
        if len(batch) == 1:
            return [refuse(batch[0], f"The database does not take it: {_reason(error)}.")]
    middle = len(batch) // 2
    return [
        *store_or_halve(batch[:middle], store, refuse),
        *store_or_halve(batch[middle:], store, refuse),
    ]


class ImportCommand(BaseCommand):
    """A command that loads files.

    It exits with 0 when all went in, 2 when records were refused, 1 for a file that is no good;
    and with 3 when the database fails and 130 after Ctrl+C, when a part may be loaded.
    Refusals and warnings go to standard error, the counts to standard output.
    """

    # Whether the command takes one file or several.
    nargs: str | None = None

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs=self.nargs, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = options["file"] if self.nargs else [options["file"]]
        outcomes: Counter[Outcome] = Counter()
        try:
            # Every file is checked before the first is loaded, so that a bad one changes nothing.
            totals = [self.count(path) for path in paths]
            for path, total in zip(paths, totals, strict=True):
                outcomes.update(self.tell(path, self.load(path), total))
        except UnreadableFile as error:
            raise CommandError(told(str(error))) from error
        except KeyboardInterrupt as error:
            raise CommandError(
                "Interrupted. The same command again loads what is missing.",
                returncode=_INTERRUPTED,
            ) from error
        # The server is gone, or its tables are not there: no fault of a file.
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(
                told(
                    f"The database failed: {_reason(error)}. "
                    "The same command again loads what is missing."
                ),
                returncode=_DATABASE_FAILED,
            ) from error
        self.summarise(outcomes)
        if outcomes[Outcome.REFUSED]:
            sys.exit(2)

    def count(self, path: Path) -> int:
        """Return how many records the file holds, read to its end, or raise UnreadableFile."""
        raise NotImplementedError

    def load(self, path: Path) -> Iterable[Result]:
        """Load the file, record by record."""
        raise NotImplementedError

    def done_before(self, path: Path) -> int:
        """Return how many of the file's records an earlier load has stored."""
        return 0

    def tell(self, path: Path, results: Iterable[Result], total: int) -> Iterable[Outcome]:
        """Yield the outcomes. A terminal gets a progress bar, with the pace and the time left."""
        # `disable=None` means: no bar where standard error is not a terminal.
        name = told(path.name)
        bar = tqdm(
            results,
            desc=name,
            total=total,
            initial=self.done_before(path),
            unit=" records",
            disable=None,
        )
        for result in bar:
            self.tell_of(result, name)
            yield result.outcome

    def tell_of(self, result: Result, name: str) -> None:
        """Give every fault a message."""
        for message in result.messages:
            with tqdm.external_write_mode(file=sys.stderr):
                self.stderr.write(told(f"{name}: {result.place}: {message}"))

    def summarise(self, outcomes: Counter[Outcome]) -> None:
        if not outcomes:
            self.stdout.write("The file holds no records.")
        elif set(outcomes) == {Outcome.UNCHANGED}:
            self.stdout.write("Nothing changed: the shop has all of it already.")
        self.stdout.write(", ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome))


def _reason(error: Exception) -> str:
    """Return what a database says, without the whole row that PostgreSQL adds."""
    return str(error).strip().partition("\n")[0]


def told(message: str) -> str:
    """Return a message on one line that a person can read, whatever the file brought into it."""
    line = readable_line(message)
    return line if len(line) <= _LONGEST_MESSAGE else f"{line[:_LONGEST_MESSAGE]}…"
