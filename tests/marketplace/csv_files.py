"""Writing offer files for tests: a good row, and files with some of its cells changed."""

import csv
from pathlib import Path

OFFER = {
    "seller": "Northgate Texts",
    "sku": "U-001",
    "isbn13": "9781572308695",
    "condition": "Used: Very Good",
    "price": "24.91",
    "currency": "USD",
    "ships_in_min_days": "1",
    "ships_in_max_days": "2",
    "quantity": "1",
    "comments": "Tight binding, a few pencil marks.",
    "shipping": "3.99",
    "url": "https://example.com/u-001",
}


def offer_row(**cells: str) -> dict[str, str]:
    return OFFER | cells


def write_offers(path: Path, *rows: dict[str, str]) -> Path:
    """Write rows with the columns of the first and return the file's path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path
