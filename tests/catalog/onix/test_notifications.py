"""New records, updates of some blocks, and records taken back (ONIX List 1)."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.onix import reader
from catalog.onix.records import BlockUpdate, Product, Refusal, Withdrawal
from tests.catalog.onix.messages import (
    ISBN,
    make_date,
    make_identifier,
    make_message,
    make_price,
    make_product,
    make_text,
)

TODAY = date(2026, 11, 22)


def make_record(inner: str, notification: str = "04") -> str:
    return (
        f"<Product><RecordReference>test</RecordReference><NotificationType>{notification}"
        f"</NotificationType>{make_identifier()}{inner}</Product>"
    )


@pytest.mark.parametrize("code", ["01", "02", "03", "08", "09"])
def test_a_record_of_these_types_is_a_full_one(read, code):
    product = read(make_message(make_product(notification=code)))

    assert (product.isbn13, product.warnings) == (ISBN, [])


@pytest.mark.parametrize("code", ["", "zz", "1"])
def test_a_record_of_no_known_type_is_read_as_a_full_one_with_a_warning(read, code):
    product = read(make_message(make_product(notification=code)))

    assert product.warnings == [
        f"The NotificationType “{code}” is not one; the record was read as a full one (03)."
    ]


class TestAnUpdateOfSomeBlocks:
    def test_has_only_the_blocks_of_the_record(self, read_record):
        supply = f"<ProductSupply><SupplyDetail>{make_price('12')}</SupplyDetail></ProductSupply>"

        record = read_record(make_message(make_record(supply)))

        assert isinstance(record, BlockUpdate)
        assert record.isbn13 == ISBN
        assert record.supply is not None
        assert record.supply.list_price == Decimal(12)
        assert (record.descriptive, record.collateral) == (None, None)
        assert (record.publishing, record.related) == (None, None)

    def test_tells_an_empty_block_from_an_absent_one(self, read_record):
        record = read_record(make_message(make_record("<CollateralDetail/><RelatedMaterial/>")))

        assert isinstance(record, BlockUpdate)
        assert record.collateral is not None
        assert record.related == []
        assert record.supply is None

    def test_may_have_all_blocks(self, read_record):
        record = read_record(make_message(make_product(notification="04")))

        assert isinstance(record, BlockUpdate)
        assert record.descriptive is not None
        assert record.descriptive.title.title == "Emma"

    def test_with_a_block_that_cannot_be_read_is_refused(self, read_record):
        record = read_record(make_message(make_record("<DescriptiveDetail/>")))

        assert isinstance(record, Refusal)
        assert "There is no title" in record.reason

    def test_is_a_full_record_in_release_2_1(self, read_record):
        old = "<ProductForm>BC</ProductForm><DistinctiveTitle>Emma</DistinctiveTitle>"

        assert isinstance(read_record(make_message(make_record(old), release="2.1")), Product)


class TestAWithdrawal:
    def test_needs_nothing_but_the_isbn(self, read_record):
        record = read_record(make_message(make_record("", notification="05")))

        assert isinstance(record, Withdrawal)
        assert (record.isbn13, record.record_reference) == (ISBN, "test")

    def test_without_an_isbn_is_refused(self, refusal):
        nothing = make_record("", notification="05").replace(make_identifier(), "")

        assert "There is no ISBN" in refusal(make_message(nothing))


class TestTheSource:
    @pytest.mark.parametrize("notification", ["03", "04", "05"])
    def test_reads_back_the_same(self, read_record, notification):
        product = make_product(
            notification=notification,
            collateral=make_text("03", "<p>One &amp; <i>two</i>.</p>", textformat="05"),
            publishing=make_date(),
            prices=make_price(currency=""),
        )
        header = "<DefaultCurrencyCode>USD</DefaultCurrencyCode>"
        header += "<DefaultLanguageOfText>eng</DefaultLanguageOfText>"

        record = read_record(make_message(product, header=header))
        again = read_record(f"<ONIXMessage>{record.source}</ONIXMessage>")

        assert record.source.startswith("<Product>")
        assert without_place(again) == without_place(record)

    def test_of_a_refused_record_is_there_to_be_mended(self, read_record):
        record = read_record(make_message(make_product("9780141439588")))
        mended = record.source.replace("9780141439588", ISBN)

        assert isinstance(record, Refusal)
        assert isinstance(read_record(f"<ONIXMessage>{mended}</ONIXMessage>"), Product)

    @pytest.mark.parametrize(
        "name", ["onix2-single", "onix3-multiple", "single-book-onix3-short", "Onix3.1-single-ref"]
    )
    def test_of_real_records_reads_back_the_same(self, shared_data, tmp_path, name):
        path = tmp_path / "again.xml"
        records = list(_records(shared_data / "onix" / f"jonix__{name}.xml"))
        path.write_text(f"<ONIXMessage>{''.join(r.source for r in records)}</ONIXMessage>")

        again = list(_records(path))

        assert list(map(without_place, again)) == list(map(without_place, records))


def _records(path):
    return reader.products(path, store_currency="AUD", today=TODAY)


def without_place(record):
    """Return what the record says, without its line, its day and its own text."""
    unread = {"line", "sent_on", "source"}
    return {name: value for name, value in vars(record).items() if name not in unread}
