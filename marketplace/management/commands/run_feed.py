from typing import Any

from django.core.management.base import CommandParser

from catalog.runs.command import RunCommand
from marketplace.feed_runs import STOPS, confirm_removals, load_run
from marketplace.models import FeedRun


class Command(RunCommand):
    help = (
        "Load a seller's file that was sent in the admin. The admin starts this by itself; by hand "
        "it loads a file that still waits or has stopped."
    )
    model = FeedRun
    load = staticmethod(load_run)
    stops = STOPS

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--yes", action="store_true", help="Answer yes to a file that asks about its removals."
        )

    def prepare(self, run: FeedRun, options: dict[str, Any]) -> None:
        if options["yes"]:
            confirm_removals(run)
