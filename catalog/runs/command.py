"""What the commands share that load a stored file."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.importing import Outcome, Result
from catalog.models.runs import Run

_SOME_REFUSED = 2  # As the import commands end.


class RunCommand(BaseCommand):
    """Loads the file of a run; the counts go to standard output."""

    model: type[Run]
    load: Callable[[Any], Iterable[Result]]
    # What ends the loading with a message instead of a traceback.
    stops: tuple[type[Exception], ...]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, help="The number in the address of the file's page.")

    def handle(self, *args: Any, **options: Any) -> None:
        run = self.model._default_manager.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no file with the number {options['run']}.")
        self.prepare(run, options)
        try:
            outcomes = Counter(result.outcome for result in self.load(run))
        except self.stops as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome))
        if outcomes[Outcome.REFUSED]:
            sys.exit(_SOME_REFUSED)

    def prepare(self, run: Any, options: dict[str, Any]) -> None:
        """Do what the options ask for before the file is loaded."""
