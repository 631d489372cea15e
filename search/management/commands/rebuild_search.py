from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalog.loading.sparing import collecting_seldom
from catalog.models import Work
from search import indexing
from search.rebuilding import IsMadeAnewAlready, rebuild


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
        steps = _changed() if options["changed"] else _all()
        done = 0
        # `disable=None` means: no bar where standard error is not a terminal.
        with collecting_seldom(), tqdm(total=total, unit=" works", disable=None) as bar:
            for works in steps:
                done += works
                bar.update(works)
        self.stdout.write(f"indexed {done}")


def _changed() -> Iterator[int]:
    while works := indexing.catch_up(most=indexing.BATCH):
        yield works


def _all() -> Iterator[int]:
    try:
        yield from rebuild()
    except IsMadeAnewAlready:
        raise CommandError("Another process makes the search index anew already.") from None
