"""A table of books into the shop: new books whole, known ones filled in only.

The rule and its reasons are in docs/decisions/tables-of-books.md.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalog.book_tables import reader
from catalog.book_tables.mapping import Mapping
from catalog.importing import Result
from catalog.loading.changes import Account
from catalog.loading.files import load_records
from catalog.loading.products import Loaded, load_record, loaded, update_edition
from catalog.loading.shelf import Shelf
from catalog.loading.works import update_work
from catalog.models import Edition
from catalog.onix.records import Product


def load_table(path: Path, mapping: Mapping) -> Iterator[Result]:
    """Load the books of a table; yield what became of each. Raises UnreadableFile."""
    records = reader.products(path, mapping, today=timezone.localdate())
    return load_records(records, path.parent, load=_load_or_fill_in)


def _load_or_fill_in(product: Product, shelf: Shelf, *, folder: Path) -> Loaded:
    edition = shelf.editions.get(product.isbn13)
    if edition is None:
        return load_record(product, shelf, folder=folder)
    account = Account(is_of_a_new_edition=False, warnings=list(product.warnings))
    update_edition(edition, _lacking(edition, product, shelf), shelf, account)
    work = shelf.works[edition.work_id]
    update_work(work, product, shelf, account, speaks_for_it=False)
    return loaded(edition, shelf, account)


def _lacking(edition: Edition, product: Product, shelf: Shelf) -> dict[str, Any]:
    """Return what the row tells and the shop does not have yet."""
    told: dict[str, Any] = {}
    block, publishing = product.descriptive, product.publishing
    if edition.pages is None:
        told["pages"] = block.pages
    if not edition.language:
        told["language"] = block.language
    if not edition.edition_statement:
        told["edition_statement"] = block.edition_statement
    if edition.publisher_id is None and (publisher := shelf.publishers.named(publishing.publisher)):
        told["publisher_id"] = publisher.pk
    if edition.published_on is None and publishing.published_on:
        told["published_on"] = publishing.published_on
        told["published_precision"] = publishing.published_precision.value
    if edition.list_price is None and product.supply.list_price is not None:
        told["list_price"] = product.supply.list_price
        told["list_price_seen_on"] = timezone.localdate()
    return told
