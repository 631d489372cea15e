"""The file that tells what became of each line of a feed."""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import IO, TextIO

from catalog.importing import Outcome, Result

COLUMNS = ("place", "outcome", "message")
# What a file brings into a message may be longer than a table's cell can be read back.
_LONGEST_CELL = 5_000
# What makes a spreadsheet take a cell for a formula and run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ResultsFile:
    """Writes results as a table that a spreadsheet opens without running anything in it."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(COLUMNS)

    def add(self, result: Result) -> None:
        cells = (result.place, result.outcome.value, " ".join(result.messages))
        self._writer.writerow([without_formula(cell[:_LONGEST_CELL]) for cell in cells])


def without_formula(cell: str) -> str:
    """Return the text of a cell, with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def refused_in(file: IO[str], *, most: int) -> list[tuple[str, str]]:
    """Return place and reason of the first refused lines, `most` of them at most."""
    return list(islice(_refused(file), most))


def _refused(file: IO[str]) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(file):
        if row["outcome"] == Outcome.REFUSED.value:
            yield row["place"], row["message"].removeprefix("refused: ")
