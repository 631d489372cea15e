from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from catalog.importing import ImportCommand, Outcome, Result, told
from catalog.loading.files import try_file
from catalog.models import OnixRun
from catalog.models.runs import kept_name
from catalog.onix import reader
from catalog.plain_text import readable_line
from catalog.runs.claiming import AlreadyRunning
from catalog.runs.onix import digest_of, load_path, stopped_run


class Command(ImportCommand):
    help = (
        "Load books from ONIX messages of releases 2.1, 3.0 and 3.1. "
        "Loading a file again changes only what is new in it."
    )
    nargs = "+"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--resume",
            action="store_true",
            help="Go on with files whose loading was stopped, after the last record stored.",
        )
        way.add_argument(
            "--dry-run",
            action="store_true",
            help="Change nothing, and tell record by record what would change.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_trial, self.is_resumed = options["dry_run"], options["resume"]
        self.runs: dict[Path, OnixRun] = {}
        super().handle(*args, **options)

    def count(self, path: Path) -> int:
        total = reader.check(path)
        if not self.is_trial:
            self.runs[path] = self._run_of(path)
        return total

    def done_before(self, path: Path) -> int:
        return 0 if self.is_trial else self.runs[path].done

    def load(self, path: Path) -> Iterable[Result]:
        if self.is_trial:
            yield from try_file(path)
            return
        try:
            yield from load_path(self.runs[path], path)
        except AlreadyRunning as error:
            raise CommandError(str(error)) from error

    def tell_of(self, result: Result, name: str) -> None:
        if not self.is_trial:
            super().tell_of(result, name)
            return
        facts = [result.reason, *result.changes, *(f"warning: {each}" for each in result.warnings)]
        words = "; ".join(filter(None, facts))
        line = f"{name}: {result.place}: {result.outcome.value}"
        with tqdm.external_write_mode(file=self.stdout):
            self.stdout.write(told(f"{line}: {words}" if words else line))

    def summarise(self, outcomes: Any) -> None:
        if self.is_trial:
            self.stdout.write("Nothing was changed. Loaded, the records would be:")
            self.stdout.write(", ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome))
        else:
            super().summarise(outcomes)

    def _run_of(self, path: Path) -> OnixRun:
        """Return the run to go on with, or a new one."""
        folder = readable_line(str(path.resolve().parent))
        new = OnixRun(file_name=kept_name(path.name), digest=digest_of(path), folder=folder)
        if not self.is_resumed:
            return new
        stopped = stopped_run(new.digest)
        self.stdout.write(told(f"{path.name}: {self._told_of(stopped, new.file_name)}"))
        return stopped or new

    def _told_of(self, stopped: OnixRun | None, name: str) -> str:
        if stopped:
            return f"goes on after record {stopped.done:,}."
        before = OnixRun.objects.filter(file_name=name, state=OnixRun.State.FAILED, is_trial=False)
        if before.exists():
            return "the file has changed since its loading stopped, and is loaded from its start."
        return "no loading of it was stopped; it is loaded from its start."
