"""The tables that stand beside the project: every row is read, or refused for a known reason."""

import gzip
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from catalog.book_tables import reader
from catalog.book_tables.mapping import read_mapping
from catalog.importing import Outcome
from catalog.loading.book_tables import load_table
from catalog.models import Edition
from catalog.onix.records import Product, Refusal

PROJECT = Path(__file__).parents[3]
TABLES = PROJECT.parent / "shared" / "data" / "catalogue"
MAPPINGS = PROJECT / "sample_catalogue" / "mappings"
TODAY = date(2026, 6, 1)

pytestmark = pytest.mark.skipif(
    not TABLES.is_dir(), reason="The tables of ../shared/data are not here."
)


def records(mapping: str, table: str) -> list[Product | Refusal]:
    path = TABLES / f"{table}.csv.gz"
    return list(reader.products(path, read_mapping(MAPPINGS / f"{mapping}.toml"), today=TODAY))


def refused(found: list[Product | Refusal]) -> Counter[str]:
    """Count the refusals by the words in them that tell them apart."""
    kinds = ["has no ISBN", "no ISBN-10", "does not fit", "different books"]
    return Counter(
        next(kind for kind in kinds if kind in record.reason)
        for record in found
        if isinstance(record, Refusal)
    )


def test_books5k_is_read_whole():
    found = records("books5k", "books5k_descriptions")
    assert (len(found), refused(found)) == (5230, {})


def test_goodbooks_is_read_but_for_the_isbns_that_are_lost():
    found = records("goodbooks10k", "goodbooks10k_books")
    assert len(found) == 10_000
    assert refused(found) == {
        "has no ISBN": 565,
        "no ISBN-10": 135,
        "does not fit": 23,
        "different books": 12,
    }
    first = found[0]
    assert first.isbn13 == "9780439023481"
    assert first.descriptive.title.title == "The Hunger Games"
    assert first.descriptive.series[0].number == "1"


def test_book_crossing_is_read_with_its_zeros_restored():
    found = records("book_crossing", "bx_books_excel_damaged")
    assert (len(found), refused(found)) == (3639, {})
    assert found[0].isbn13 == "9780195153446"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mapping", "table", "created"),
    [
        ("books5k", "books5k_descriptions", 300),
        ("goodbooks10k", "goodbooks10k_books", 270),
        ("gutenberg", "gutenberg_metadata", 280),
        ("book_crossing", "bx_books_excel_damaged", 290),
    ],
)
def test_the_first_rows_load_and_load_again_without_a_change(tmp_path, mapping, table, created):
    path = tmp_path / "first.csv"
    with gzip.open(TABLES / f"{table}.csv.gz", "rb") as whole:
        path.write_bytes(b"".join(islice(whole, 301)))
    rules = read_mapping(MAPPINGS / f"{mapping}.toml")
    first = Counter(result.outcome for result in load_table(path, rules))
    again = Counter(result.outcome for result in load_table(path, rules))
    assert first[Outcome.CREATED] == Edition.objects.count() >= created - 10
    assert again == {Outcome.UNCHANGED: first[Outcome.CREATED]} | (
        {Outcome.REFUSED: first[Outcome.REFUSED]} if first[Outcome.REFUSED] else {}
    )


@pytest.mark.django_db
def test_a_book_of_project_gutenberg_has_a_number_of_the_shops_own(tmp_path):
    path = tmp_path / "first.csv"
    with gzip.open(TABLES / "gutenberg_metadata.csv.gz", "rb") as whole:
        path.write_bytes(b"".join(islice(whole, 4)))
    list(load_table(path, read_mapping(MAPPINGS / "gutenberg.toml")))
    edition = Edition.objects.select_related("work").order_by("pk").first()
    assert edition is not None
    assert edition.isbn13 == "2900000000018"
    assert edition.isbn == ""
    assert edition.work.contributions.get().contributor.name == "Thomas Jefferson"
