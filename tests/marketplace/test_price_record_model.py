"""What was observed is never rewritten, by whatever way (B7)."""

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.models import PriceRecord
from marketplace.models.prices import PriceRecordIsFinal
from tests.factories import make_edition, make_price_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    return make_price_record(make_edition(), "10.00")


def test_is_not_saved_again(record):
    record.lowest = 1
    with pytest.raises(PriceRecordIsFinal, match="add another"):
        record.save()


def test_is_not_changed_in_bulk_nor_in_plain_sql(record):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PriceRecord.objects.update(lowest=1)
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE marketplace_pricerecord SET offer_count = 7")
    record.refresh_from_db()
    assert (str(record.lowest), record.offer_count) == ("10.00", 1)


def test_goes_with_its_edition(record):
    record.edition.delete()
    assert not PriceRecord.objects.exists()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("price_record_kind_known", {"kind": "odd"}),
        ("price_record_price_of_an_offer", {"offer_count": 0}),
        ("price_record_price_of_an_offer", {"lowest": None}),
        ("price_record_lowest_more_than_zero", {"lowest": 0}),
    ],
)
def test_the_database_refuses_a_record_that_cannot_be(constraint, fields):
    values = {"edition": make_edition(), "kind": "new", "lowest": "5.00", "offer_count": 1}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PriceRecord.objects.create(**(values | fields))
