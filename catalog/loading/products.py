"""One record into the shop: its edition, its work, its cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalog.covers import UnusableCover
from catalog.importing import Outcome
from catalog.loading.changes import assign
from catalog.loading.covers import update_cover
from catalog.loading.shelf import Shelf
from catalog.loading.works import matching_work, new_work, update_work
from catalog.models import Edition
from catalog.onix.records import Product


@dataclass(frozen=True)
class Loaded:
    """What became of a record that was stored; see catalog.importing.Result."""

    outcome: Outcome
    warnings: Sequence[str]
    changes: Sequence[str] = ()


def load_product(product: Product, shelf: Shelf, *, folder: Path, covers: list[str]) -> Loaded:
    """Store one record; return what became of it.

    Its rows below the work and the edition are only noted on the shelf. `folder` is where its
    cover link starts. New cover files are added to `covers`, for a transaction that may yet fail.
    """
    warnings = list(product.warnings)
    known = shelf.editions.get(product.isbn13)
    edition = known or _new_edition(product, shelf)
    work = shelf.works[edition.work_id]
    speaks_for_it = shelf.leads[work.pk] == edition.pk
    changes = [
        known is not None and assign(edition, **_facts(product, shelf, known)),
        update_work(work, product, shelf, speaks_for_it=speaks_for_it),
        _set_contents(edition, product, shelf),
        _set_cover(edition, product, folder, covers, warnings),
    ]
    return Loaded(_outcome(is_new=known is None, is_changed=any(changes)), warnings)


def _new_edition(product: Product, shelf: Shelf) -> Edition:
    work = matching_work(product, shelf) or new_work(product, shelf)
    edition = Edition.objects.create(
        work=work, isbn13=product.isbn13, **_facts(product, shelf, None)
    )
    shelf.leads.setdefault(work.pk, edition.pk)
    return edition


def _facts(product: Product, shelf: Shelf, known: Edition | None) -> dict[str, Any]:
    """Return what a full record says of the edition."""
    block, publishing = product.descriptive, product.publishing
    publisher = shelf.publishers.named(publishing.publisher)
    return {
        "product_form": block.product_form.value,
        "publisher_id": publisher and publisher.pk,
        "published_on": publishing.published_on,
        "published_precision": publishing.published_precision.value,
        "edition_number": block.edition_number,
        "edition_statement": block.edition_statement,
        "pages": block.pages,
        "width_mm": block.width_mm,
        "height_mm": block.height_mm,
        "depth_mm": block.depth_mm,
        "language": block.language,
        "list_price": product.supply.list_price,
        "list_price_seen_on": _list_price_seen_on(product, known),
    }


def _list_price_seen_on(product: Product, known: Edition | None) -> date | None:
    """Return when the list price was last stated: the day of the message, else today.

    The price that the shop has already is not made younger by an old message, nor by one without
    a day, so that a file loaded again changes nothing.
    """
    if product.supply.list_price is None:
        return None
    if known and known.list_price == product.supply.list_price:
        return max(filter(None, [known.list_price_seen_on, product.sent_on]), default=None)
    return product.sent_on or timezone.localdate()


def _set_contents(edition: Edition, product: Product, shelf: Shelf) -> bool:
    """Replace the contents; a message without any leaves those that staff may have typed."""
    rows = [
        {
            "order": order,
            "level": entry.level,
            "label": entry.label,
            "title": entry.title,
            "page": entry.page,
        }
        for order, entry in enumerate(product.collateral.contents, 1)
    ]
    return bool(rows) and shelf.contents.replace(edition.pk, rows)


def _set_cover(
    edition: Edition, product: Product, folder: Path, covers: list[str], warnings: list[str]
) -> bool:
    """Take the cover where there is a usable one; a book is worth having without."""
    link = product.collateral.cover_link
    if not link:
        return False
    try:
        return update_cover(edition, link, folder, covers)
    except UnusableCover as error:
        warnings.append(f"The cover “{link}” was left out: {error}")
        return False


def _outcome(*, is_new: bool, is_changed: bool) -> Outcome:
    if is_new:
        return Outcome.CREATED
    return Outcome.CHANGED if is_changed else Outcome.UNCHANGED
