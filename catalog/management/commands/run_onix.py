import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.importing import Outcome
from catalog.models import OnixRun
from catalog.runs.onix import STOPS, load_run

_SOME_REFUSED = 2  # As the import commands end.


class Command(BaseCommand):
    help = (
        "Load an ONIX file that was sent in the admin. The admin starts this by itself; by hand it "
        "loads a file that still waits, and goes on with one that was stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, help="The number in the address of the file's page.")

    def handle(self, *args: Any, **options: Any) -> None:
        run = OnixRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no file with the number {options['run']}.")
        try:
            outcomes = Counter(result.outcome for result in load_run(run))
        except STOPS as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome))
        if outcomes[Outcome.REFUSED]:
            sys.exit(_SOME_REFUSED)
