from collections.abc import Iterator
from pathlib import Path

from catalog.importing import ImportCommand, Result
from catalog.tables import count_rows
from marketplace.feeds.shop_offers import COLUMNS, read_offers
from marketplace.loading import load_offers


class Command(ImportCommand):
    help = f"Load sellers' offers from a CSV file with the columns {', '.join(COLUMNS.all)}."

    def count(self, path: Path) -> int:
        return count_rows(path, COLUMNS)

    def load(self, path: Path) -> Iterator[Result]:
        return load_offers(read_offers(path))
