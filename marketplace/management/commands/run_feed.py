import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.importing import Outcome
from marketplace.feed_runs import STOPS, confirm_removals, load_run
from marketplace.models import FeedRun

_SOME_REFUSED = 2  # As the import commands end.


class Command(BaseCommand):
    help = (
        "Load a seller's file that was sent in the admin. The admin starts this by itself; by hand "
        "it loads a file that still waits or has stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, help="The number in the address of the file's page.")
        parser.add_argument(
            "--yes", action="store_true", help="Answer yes to a file that asks about its removals."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = FeedRun.objects.select_related("seller").filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no file with the number {options['run']}.")
        if options["yes"]:
            confirm_removals(run)
        try:
            outcomes = Counter(result.outcome for result in load_run(run))
        except STOPS as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome))
        if outcomes[Outcome.REFUSED]:
            sys.exit(_SOME_REFUSED)
