from collections.abc import Iterator
from pathlib import Path

from catalog.importing import ImportCommand, Result
from catalog.sales_ranks import COLUMNS, load_sales_ranks, read_sales_ranks
from catalog.tables import count_rows


class Command(ImportCommand):
    help = f"Load sales ranks from a CSV file with the columns {', '.join(COLUMNS.all)}."

    def count(self, path: Path) -> int:
        return count_rows(path, COLUMNS)

    def load(self, path: Path) -> Iterator[Result]:
        return load_sales_ranks(read_sales_ranks(path))
