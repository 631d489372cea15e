from collections.abc import Iterable
from pathlib import Path

from catalog.importing import ImportCommand, Result
from catalog.loading import load_file
from catalog.onix import reader


class Command(ImportCommand):
    help = (
        "Load books from ONIX messages of releases 2.1, 3.0 and 3.1. "
        "Loading a file again changes only what is new in it."
    )
    nargs = "+"

    def count(self, path: Path) -> int:
        return reader.check(path)

    def load(self, path: Path) -> Iterable[Result]:
        return load_file(path)
