from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from catalog.importing import ImportCommand, Result
from catalog.models.runs import kept_name
from catalog.runs.claiming import AlreadyRunning
from catalog.runs.results import ResultsFile
from marketplace.feed_runs import record_run
from marketplace.feeds.files import AUTO, ENCODINGS
from marketplace.feeds.formats import FORMATS, NamesNoSeller, feed_in
from marketplace.models import FeedRun, Seller
from marketplace.offer_loading import load_offers
from marketplace.removals import TooManyRemovals


class Command(ImportCommand):
    help = (
        "Load sellers' offers from a file: the shop's own table, which has a column for the seller,"
        " or one of a seller's program."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--seller", default="", help="Whose file it is: the name or the slug.")
        parser.add_argument("--format", default=AUTO, choices=[AUTO, *FORMATS])
        parser.add_argument("--encoding", default=AUTO, choices=[AUTO, *ENCODINGS])
        parser.add_argument(
            "--mode",
            default=FeedRun.Mode.UPDATE,
            choices=FeedRun.Mode.values,
            help="update: add and change, and remove what the file marks as gone; add: leave what "
            "is there; delete: remove every copy listed; replace: remove what is not listed.",
        )
        parser.add_argument(
            "--results", type=Path, metavar="FILE", help="Write what became of each line, as CSV."
        )
        parser.add_argument(
            "--yes", action="store_true", help="Remove more than half of a seller's offers, too."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.seller = find_seller(options["seller"])
        self.options = options
        if options["mode"] in {FeedRun.Mode.DELETE, FeedRun.Mode.REPLACE} and not self.seller:
            raise CommandError(f"--mode {options['mode']} needs --seller, whose offers may go.")
        super().handle(*args, **options)

    def count(self, path: Path) -> int:
        """Read the file to its end, so that one that is no good changes nothing."""
        try:
            self.feed = feed_in(
                path,
                seller=self.seller.name if self.seller else "",
                format_name=self.options["format"],
                encoding=self.options["encoding"],
            )
        except NamesNoSeller as error:
            raise CommandError(f"{error} Say --seller NAME.") from error
        self.lines = sum(1 for _ in self.feed.records())
        return self.lines

    def load(self, path: Path) -> Iterator[Result]:
        run = FeedRun(
            seller=self.seller,
            file_name=kept_name(path.name),
            format=self.feed.format.name,
            encoding=self.feed.encoding,
            mode=self.options["mode"],
            is_confirmed=self.options["yes"],
            lines=self.lines,
        )
        results = load_offers(self.feed.records(), mode=run.mode, is_confirmed=run.is_confirmed)
        try:
            yield from self.kept(record_run(run, results))
        except AlreadyRunning as error:
            raise CommandError(str(error)) from error
        except TooManyRemovals as error:
            raise CommandError(
                f"{error} Nothing was removed; all else is loaded. "
                "If it is, run this again with --yes."
            ) from error

    def kept(self, results: Iterator[Result]) -> Iterator[Result]:
        """Pass the results on, and write them to the file that was asked for."""
        if not self.options["results"]:
            yield from results
            return
        try:
            file = self.options["results"].open("w", encoding="utf-8", newline="")
        except OSError as error:
            path = self.options["results"]
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        with file:
            table = ResultsFile(file)
            for result in results:
                table.add(result)
                yield result


def find_seller(named: str) -> Seller | None:
    """Return the seller of that name or slug; None when none is named. Raises CommandError."""
    if not named:
        return None
    sellers = Seller.objects
    found = sellers.filter(name=named).first() or sellers.filter(slug=named).first()
    if found is None:
        raise CommandError(f"There is no seller “{named}”. Add the seller in the admin first.")
    return found
