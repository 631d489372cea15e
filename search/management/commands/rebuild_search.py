from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from catalog.models import Work
from search import indexing


class Command(BaseCommand):
    help = (
        "Makes the search index anew, while the shop goes on. It follows changes by itself; this "
        "is for after a restored backup, or a new version of the shop that asks for it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--changed", action="store_true", help="only bring in what has changed meanwhile"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        total = indexing.waiting() if options["changed"] else Work.objects.count()
        steps = _changed() if options["changed"] else indexing.rebuild()
        done = 0
        # `disable=None` means: no bar where standard error is not a terminal.
        with tqdm(total=total, unit=" works", disable=None) as bar:
            for works in steps:
                done += works
                bar.update(works)
        self.stdout.write(f"indexed {done}")


def _changed() -> Iterator[int]:
    while works := indexing.catch_up(most=indexing.BATCH):
        yield works
