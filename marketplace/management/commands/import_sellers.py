from collections.abc import Iterator
from pathlib import Path

from catalog.importing import ImportCommand, Result
from catalog.tables import count_rows
from marketplace.feeds.sellers import COLUMNS, read_sellers
from marketplace.seller_loading import load_sellers


class Command(ImportCommand):
    help = f"Load sellers from a CSV file with the columns {', '.join(COLUMNS.all)}."

    def count(self, path: Path) -> int:
        return count_rows(path, COLUMNS)

    def load(self, path: Path) -> Iterator[Result]:
        return load_sellers(read_sellers(path))
