"""Updates of parts, withdrawals, and facts that staff wrote."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from catalog.importing import Outcome
from catalog.loading.products import Loaded, load_record
from catalog.loading.shelf import Loadable, Shelf
from catalog.models import Edition, StaffEdit
from catalog.onix.records import (
    BlockUpdate,
    Descriptive,
    Product,
    RefusedRecord,
    Related,
    SeriesPart,
    Supply,
    Title,
    Withdrawal,
)
from catalog.product_form import ProductForm
from tests.catalog.onix.messages import ISBN, OTHER_ISBN

pytestmark = pytest.mark.django_db

BLOCK = Descriptive(
    product_form=ProductForm.PAPERBACK,
    title=Title("Emma"),
    contributors=(),
    pages=300,
    keywords=("wit", "love"),
    series=(SeriesPart("Quiet Lives", "3"),),
)
FULL = Product(
    "test",
    1,
    ISBN,
    BLOCK,
    related=(Related("06", OTHER_ISBN),),
    supply=Supply(Decimal("9.99"), "20"),
)


def load(record: Loadable) -> Loaded:
    shelf = Shelf([record])
    loaded = load_record(record, shelf, folder=Path())
    shelf.write([])
    return loaded


def emma() -> Edition:
    return Edition.objects.select_related("work").get()


def test_series_keywords_and_related_products_are_stored_once():
    assert load(FULL).outcome is Outcome.CREATED
    assert load(FULL).outcome is Outcome.UNCHANGED
    part = emma().series_parts.get()
    assert (part.series.name, part.number) == ("Quiet Lives", "3")
    assert emma().related_products.get().isbn13 == OTHER_ISBN
    assert emma().work.keywords == "wit; love"


def test_an_update_changes_its_own_blocks_only_and_tells_them():
    load(FULL)
    loaded = load(BlockUpdate("test", 1, ISBN, supply=Supply(Decimal("12.00"), "40")))
    assert loaded.changes == ["list price: 9.99, now 12.00", "availability: “20”, now “40”"]
    assert emma().pages == 300


def test_an_update_of_an_unknown_book_is_refused():
    with pytest.raises(RefusedRecord, match="send the full record first"):
        load(BlockUpdate("test", 1, ISBN, supply=Supply()))


def test_a_withdrawal_lasts_until_the_next_full_record():
    load(FULL)
    assert load(Withdrawal("test", 1, ISBN)).outcome is Outcome.CHANGED
    assert load(Withdrawal("test", 1, ISBN)).outcome is Outcome.UNCHANGED
    assert (emma().withdrawn_on, emma().list_price) == (timezone.localdate(), None)
    load(FULL)
    assert (emma().withdrawn_on, emma().list_price) == (None, Decimal("9.99"))


def test_what_staff_wrote_stays_and_the_feed_is_told_so():
    load(FULL)
    Edition.objects.update(pages=310)
    StaffEdit.objects.create(edition=emma(), field="pages")
    loaded = load(FULL)
    assert loaded.outcome is Outcome.UNCHANGED
    assert loaded.warnings == ["pages: staff wrote 310; the feed says 300, which was left out."]
    assert emma().pages == 310
