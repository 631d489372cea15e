"""What every import shares: a result for each record, and the command that tells them.

An importer is a generator: it yields a Result for each record of its file as soon as that record
is stored or refused, and raises UnreadableFile before it has changed anything when the file is no
good (requirements 11).
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

Record = TypeVar("Record")


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
    refused record, in words that say what to do; `warnings` tell what was left out of a loaded one.
    """

    outcome: Outcome
    place: str
    reason: str = ""
    warnings: Sequence[str] = ()

    @property
    def messages(self) -> list[str]:
        refusal = [f"refused: {self.reason}"] if self.outcome is Outcome.REFUSED else []
        return [*refusal, *(f"warning: {warning}" for warning in self.warnings)]


def in_batches(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """Yield the records in lists of `size`, the last one shorter (itertools.batched of 3.12)."""
    remaining = iter(records)
    while batch := list(islice(remaining, size)):
        yield batch


class ImportCommand(BaseCommand):
    """A command that loads files.

    It exits with 0 when all went in, 2 when records were refused, 1 for a file that is no good.
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
            raise CommandError(str(error)) from error
        self.summarise(outcomes)
        if outcomes[Outcome.REFUSED]:
            sys.exit(2)

    def count(self, path: Path) -> int:
        """Return how many records the file holds, read to its end, or raise UnreadableFile."""
        raise NotImplementedError

    def load(self, path: Path) -> Iterable[Result]:
        """Load the file, record by record."""
        raise NotImplementedError

    def tell(self, path: Path, results: Iterable[Result], total: int) -> Iterable[Outcome]:
        """Yield the outcomes. A terminal gets a progress bar and every fault a message."""
        # `disable=None` means: no bar where standard error is not a terminal.
        for result in tqdm(results, desc=path.name, total=total, unit=" records", disable=None):
            for message in result.messages:
                with tqdm.external_write_mode(file=sys.stderr):
                    self.stderr.write(f"{path.name}: {result.place}: {message}")
            yield result.outcome

    def summarise(self, outcomes: Counter[Outcome]) -> None:
        if not outcomes:
            self.stdout.write("The file holds no records.")
        elif set(outcomes) == {Outcome.UNCHANGED}:
            self.stdout.write("Nothing changed: the shop has all of it already.")
        self.stdout.write(", ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome))
