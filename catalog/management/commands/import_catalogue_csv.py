from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from catalog.book_tables import reader
from catalog.book_tables.mapping import Mapping, read_mapping
from catalog.importing import ImportCommand, Result, UnreadableFile
from catalog.loading.book_tables import load_table


class Command(ImportCommand):
    help = (
        "Load books from tables (CSV, also as .csv.gz). A mapping says which column tells what. "
        "Books the shop has already are only filled in."
    )
    nargs = "+"
    mapping: Mapping

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--mapping", type=Path, required=True, help="a TOML file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.mapping = read_mapping(options["mapping"])
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        super().handle(*args, **options)

    def count(self, path: Path) -> int:
        return reader.check(path, self.mapping)

    def load(self, path: Path) -> Iterable[Result]:
        return load_table(path, self.mapping)
