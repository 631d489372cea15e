import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.timezone import is_aware, make_aware
from tqdm import tqdm

from catalog import isbn
from catalog.cover_files import put_beside
from catalog.exporting import export_onix, no_covers
from catalog.models import Edition, Subject
from catalog.querysets import EditionQuerySet

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = "Write the catalogue, or a part of it, as an ONIX 3.1 message."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--isbn", action="append", default=[], help="only this; repeatable")
        parser.add_argument("--subject", default="", help="only books of a subject, by its code")
        parser.add_argument(
            "--changed-since",
            type=moment,
            metavar="DATE",
            help="only books that staff or feeds have changed since then: 2026-11-28, from its "
            "first minute, or 2026-11-28T14:30",
        )
        parser.add_argument(
            "--output",
            default=STANDARD_OUTPUT,
            metavar="FILE",
            help="where to; standard output when left out. The file is there when it is whole.",
        )
        parser.add_argument(
            "--covers",
            type=Path,
            metavar="FOLDER",
            help="copy the covers there, in or below the folder of FILE, and link to them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        editions = self.chosen(options["isbn"], options["subject"])
        if since := options["changed_since"]:
            editions = editions.filter(work__changed_at__gte=since)
        cover_link = self.cover_link(options["covers"], options["output"])
        message = export_onix(editions, cover_link=cover_link)
        count = editions.count()
        try:
            with opened_for(options["output"]) as file:
                for piece in self.told(message, count):
                    file.write(piece)
        except OSError as error:
            raise CommandError(f"The message cannot be written: {error}") from error
        self.stderr.write(f"Editions written: {count}")

    def chosen(self, written_isbns: list[str], subject_code: str) -> EditionQuerySet:
        editions = Edition.objects.all()
        if written_isbns:
            editions = editions.filter(isbn13__in=[self.known_isbn(each) for each in written_isbns])
        if subject_code:
            subjects = Subject.objects.filter(code=subject_code)
            if not subjects:
                raise CommandError(f"The shop has no subject with the code “{subject_code}”.")
            works = Q(work__subjects__in=subjects) | Q(work__main_subject__in=subjects)
            editions = editions.filter(pk__in=Edition.objects.filter(works).values("pk"))
        return editions

    def known_isbn(self, written: str) -> str:
        try:
            isbn13 = isbn.normalise(written)
        except isbn.InvalidISBN as error:
            raise CommandError(f"“{written}” is no ISBN. {error}") from error
        if not Edition.objects.filter(isbn13=isbn13).exists():
            raise CommandError(f"The shop has no edition with the ISBN {isbn13}.")
        return isbn13

    def cover_link(self, folder: Path | None, output: str) -> Any:
        if folder is None:
            return no_covers
        home = Path() if output == STANDARD_OUTPUT else Path(output).parent
        if not folder.resolve().is_relative_to(home.resolve()):
            raise CommandError(
                "The covers must stand in the folder of the message or below it: "
                f"choose a folder in {home.resolve()}."
            )
        return partial(put_beside, folder=folder, home=home, tell=self.tell_missing)

    def tell_missing(self, edition: Edition) -> None:
        with tqdm.external_write_mode(file=sys.stderr):
            self.stderr.write(f"{edition.isbn13}: the file of the cover is missing; left out.")

    def told(self, message: Iterable[bytes], count: int) -> Iterable[bytes]:
        """Show how far it is; `disable=None` means: no bar where standard error is no terminal."""
        # One piece for each record, and one for the end.
        return tqdm(message, desc="Editions", total=count + 1, unit=" records", disable=None)


def moment(written: str) -> datetime:
    """Read a day or a time of the shop's time zone. Raises ArgumentTypeError."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise ArgumentTypeError(f"“{written}” is no date such as 2026-11-28.") from error
    return found if is_aware(found) else make_aware(found)


@contextmanager
def opened_for(output: str) -> Iterator[BinaryIO]:
    """Open a file that takes its name when it is whole; after a failure nothing has changed."""
    if output == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
