"""One record into the shop: its edition, its work, its cover."""

from pathlib import Path
from typing import Any

from django.db import transaction

from catalog.importing import Outcome
from catalog.loading.changes import assign, replace_rows
from catalog.loading.covers import UnusableCover, removed_on_failure, update_cover
from catalog.loading.limits import refuse_too_long
from catalog.loading.names import publisher_named
from catalog.loading.works import matching_work, update_work
from catalog.models import Edition, Publisher, Work
from catalog.onix.records import Product


def load_product(product: Product, *, folder: Path, covers: list[str]) -> tuple[Outcome, list[str]]:
    """Store one record, whole or not at all; return what became of it and the warnings.

    `folder` is where its cover link starts. New cover files are added to `covers`, for a caller
    whose own transaction may yet fail. Raises RefusedRecord.
    """
    refuse_too_long(product)
    warnings = list(product.warnings)
    with removed_on_failure() as written, transaction.atomic():
        known = _edition(product.isbn13)
        edition = known or _new_edition(product)
        changes = [
            known is not None and assign(edition, **_facts(product, edition.publisher)),
            update_work(edition.work, product, speaks_for_it=_leads(edition)),
            _set_contents(edition, product),
            _set_cover(edition, product, folder, written, warnings),
        ]
    covers.extend(written)
    return _outcome(is_new=known is None, is_changed=any(changes)), warnings


def _edition(isbn13: str) -> Edition | None:
    return Edition.objects.select_related("work", "publisher").filter(isbn13=isbn13).first()


def _new_edition(product: Product) -> Edition:
    work = matching_work(product) or Work.objects.create(
        title=product.descriptive.title.title, subtitle=product.descriptive.title.subtitle
    )
    return Edition.objects.create(work=work, isbn13=product.isbn13, **_facts(product, None))


def _leads(edition: Edition) -> bool:
    """Whether it was loaded first of its work's editions (EditionQuerySet.leading). One query."""
    return not edition.work.editions.filter(pk__lt=edition.pk).exists()


def _facts(product: Product, publisher: Publisher | None) -> dict[str, Any]:
    """Return what a full record says of the edition; `publisher` is the one it has now."""
    block, publishing = product.descriptive, product.publishing
    if publisher is None or publisher.name != publishing.publisher:
        publisher = publisher_named(publishing.publisher)
    return {
        "product_form": block.product_form.value,
        "publisher": publisher,
        "published_on": publishing.published_on,
        "published_precision": publishing.published_precision.value,
        "edition_number": block.edition_number,
        "edition_statement": block.edition_statement,
        "pages": block.pages,
        "width_mm": block.width_mm,
        "height_mm": block.height_mm,
        "depth_mm": block.depth_mm,
        "language": block.language,
        "list_price": product.list_price,
    }


def _set_contents(edition: Edition, product: Product) -> bool:
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
    return bool(rows) and replace_rows(edition.contents, rows, edition=edition)


def _set_cover(
    edition: Edition, product: Product, folder: Path, written: list[str], warnings: list[str]
) -> bool:
    """Take the cover where there is a usable one; a book is worth having without."""
    link = product.collateral.cover_link
    if not link:
        return False
    try:
        return update_cover(edition, link, folder, written)
    except UnusableCover as error:
        warnings.append(f"The cover “{link}” was left out: {error}")
        return False


def _outcome(*, is_new: bool, is_changed: bool) -> Outcome:
    if is_new:
        return Outcome.CREATED
    return Outcome.CHANGED if is_changed else Outcome.UNCHANGED
