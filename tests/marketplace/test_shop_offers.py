from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalog.tables import RefusedRow
from marketplace.conditions import Condition
from marketplace.feeds.records import OfferRecord
from marketplace.feeds.shop_offers import COLUMNS, read_offers
from tests.marketplace.csv_files import OFFER, offer_row, write_offers


@pytest.fixture
def read_one(tmp_path):
    """Write one row, OFFER with some cells changed, and return what is read."""

    def read(**cells: str) -> Any:
        [record] = read_offers(write_offers(tmp_path / "offers.csv", offer_row(**cells)))
        return record

    return read


class TestARow:
    def test_becomes_an_offer(self, read_one):
        assert read_one() == OfferRecord(
            line=2,
            seller="Northgate Texts",
            sku="U-001",
            isbn13="9781572308695",
            condition=Condition.VERY_GOOD,
            price=Decimal("24.91"),
            ships_in_min_days=1,
            ships_in_max_days=2,
            quantity=1,
            comments="Tight binding, a few pencil marks.",
            shipping=Decimal("3.99"),
            url="https://example.com/u-001",
        )

    def test_may_leave_shipping_and_address_unstated(self, read_one):
        record = read_one(shipping="", url="")
        assert record == replace(read_one(), shipping=None, url="")

    def test_may_come_from_a_file_without_those_columns(self, read_one, tmp_path):
        cells = {name: OFFER[name] for name in COLUMNS.required}
        path = write_offers(tmp_path / "without.csv", cells)
        assert list(read_offers(path)) == [replace(read_one(), shipping=None, url="")]

    def test_may_state_facts_of_the_copy(self, read_one):
        record = read_one(is_ex_library="yes", jacket="good", is_signed="Yes", signed_by="Ann Poe")
        assert record.facts == {
            "is_ex_library": True,
            "jacket": "good",
            "is_signed": True,
            "signed_by": "Ann Poe",
        }

    @pytest.mark.parametrize(
        ("cells", "reason"),
        [
            ({"marking": "lots"}, "marking: “lots” is none of none, some, much."),
            ({"is_signed": "perhaps"}, "is_signed: “perhaps” is neither yes nor no."),
            ({"signed_by": "Ann Poe"}, "is_signed: A copy signed by somebody is signed"),
        ],
    )
    def test_with_facts_that_cannot_be_is_refused(self, read_one, cells, reason):
        assert reason in read_one(**cells).reason

    def test_may_have_spaces_around_its_cells(self, read_one):
        padded = {name: f"  {cell} " for name, cell in OFFER.items()}
        assert read_one(**padded) == read_one()

    def test_may_write_the_isbn_as_the_book_does(self, read_one):
        assert read_one(isbn13="1-57230-869-9") == read_one()

    def test_may_ship_free_and_at_once(self, read_one):
        record = read_one(shipping="0", ships_in_min_days="0", ships_in_max_days="0")
        assert record.shipping == 0
        assert record.ships_in_max_days == 0

    def test_may_be_sold_out(self, read_one):
        assert read_one(quantity="0").quantity == 0

    def test_has_its_comments_on_one_line_without_control_characters(self, read_one):
        assert read_one(comments=" one\r\ntwo\t\x1b[31mthree\x00 ").comments == "one two [31mthree"

    @pytest.mark.parametrize("price", ["1.99", "2500", "2500.00"])
    def test_may_cost_the_lowest_and_the_highest_price(self, read_one, price):
        assert read_one(price=price).price == Decimal(price)


REFUSED = [
    ("seller", "", "seller: The cell is empty and must be filled."),
    ("seller", "\x00 \t", "seller: The cell is empty and must be filled."),
    ("seller", "\u200b\u202e", "seller: The cell is empty and must be filled."),
    ("seller", "x" * 201, "seller: The text has 201 characters; at most 200 are taken."),
    ("sku", "", "sku: The cell is empty and must be filled."),
    ("sku", "x" * 101, "sku: The text has 101 characters; at most 100 are taken."),
    ("isbn13", "9781572308696", "Perhaps 9781572308695 is meant."),
    ("isbn13", "0", "isbn13: An ISBN has 10 or 13 digits"),
    ("condition", "Mint", "condition: “Mint” is not a condition. Say New, Like New"),
    ("condition", "Used", "is too broad"),
    ("price", "", "price: The price “” is empty"),
    ("price", "1.98", "price: The price 1.98 is outside the limits: the lowest is 1.99"),
    ("price", "2500.01", "the highest is 2500.00"),
    ("price", "24,91", "has a comma"),
    ("price", "$24.91", "names a currency"),
    ("price", "-24.91", "is negative"),
    ("price", "NaN", "is not a number"),
    ("price", "1e3", "has an exponent"),
    ("price", "9" * 5000, "has more than 8 digits"),
    (
        "currency",
        "EUR",
        "currency: Prices in EUR cannot be taken: the shop's currency is USD.",
    ),
    ("currency", "", "currency: The cell is empty. Write USD."),
    ("shipping", "-1", "shipping: “-1” is not an amount from 0.00 to 999.99."),
    ("shipping", "1000", "is not an amount from 0.00 to 999.99."),
    ("shipping", "3.999", "is not an amount from 0.00 to 999.99."),
    ("shipping", "free", "is not an amount from 0.00 to 999.99."),
    ("ships_in_min_days", "-1", "ships_in_min_days: “-1” is not a whole number from 0 to 60."),
    ("ships_in_max_days", "61", "ships_in_max_days: “61” is not a whole number from 0 to 60."),
    ("ships_in_max_days", "0", "ships_in_max_days: 0 is less than ships_in_min_days, 1."),
    ("ships_in_max_days", "", "is not a whole number from 0 to 60."),
    ("quantity", "", "quantity: “” is not a whole number from 0 to 10,000."),
    ("quantity", "1.0", "is not a whole number from 0 to 10,000."),
    ("quantity", "10001", "is not a whole number from 0 to 10,000."),
    ("quantity", "٣", "is not a whole number from 0 to 10,000."),
    ("comments", "x" * 100_001, "The text has 100,001 characters; at most 100,000 are taken."),
    ("url", "javascript:alert(1)", "url: “javascript:alert(1)” is not a web address"),
    ("url", "ftp://example.com/", "is not a web address"),
    ("url", "example.com", "is not a web address"),
    ("url", f"https://example.com/{'x' * 500}", "at most 500 are taken."),
]


@pytest.mark.parametrize(("column", "cell", "reason"), REFUSED)
def test_a_bad_cell_refuses_its_row_with_the_reason(read_one, column, cell, reason):
    refusal = read_one(**{column: cell})
    assert isinstance(refusal, RefusedRow)
    assert refusal.line == 2
    assert reason in refusal.reason


def test_a_refusal_names_all_that_is_wrong_with_its_row(read_one):
    refusal = read_one(sku="", price="free", ships_in_min_days="9", quantity="many")
    named = ["sku: ", "price: ", "quantity: ", "ships_in_max_days: 2 is less"]
    assert [part for part in named if part in refusal.reason] == named
    assert "\n" not in refusal.reason


def test_a_refusal_repeats_no_control_characters_and_not_the_whole_cell(read_one):
    refusal = read_one(quantity="\x1b[31m" + "x" * 1000)
    assert "\x1b" not in refusal.reason
    assert len(refusal.reason) < 200


def test_the_shop_chooses_its_currency_and_price_limits(read_one, settings):
    settings.STORE_CURRENCY = "EUR"
    settings.OFFER_PRICE_MIN = "0.50"
    assert read_one(currency="EUR", price="0.50").price == Decimal("0.50")


def test_a_refused_row_does_not_stop_the_others(tmp_path):
    rows = [offer_row(sku="A"), offer_row(price="?"), offer_row(sku="C")]
    records = list(read_offers(write_offers(tmp_path / "offers.csv", *rows)))
    assert [isinstance(record, RefusedRow) for record in records] == [False, True, False]
    assert [record.line for record in records] == [2, 3, 4]


def test_the_reference_file_holds_eleven_offers(shared_data):
    records = list(read_offers(shared_data / "reference_page" / "offers.csv"))
    assert [type(record) for record in records] == [OfferRecord] * 11
    prices = [record.price for record in records if isinstance(record, OfferRecord)]
    assert min(prices) == Decimal("24.91")


# Text that looks like the real thing more often than plain chance would give it.
hostile_cells = st.text(
    st.one_of(
        st.sampled_from("0123456789.,-+eX \t\n\0\"'$€٣²\u202e"), st.characters(codec="utf-8")
    ),
    max_size=40,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.fixed_dictionaries({name: hostile_cells | st.just(OFFER[name]) for name in OFFER}))
def test_any_cells_give_an_offer_within_the_limits_or_a_reason(tmp_path: Path, cells):
    for record in read_offers(write_offers(tmp_path / "offers.csv", cells)):
        if isinstance(record, RefusedRow):
            assert record.reason
        else:
            assert Decimal("1.99") <= record.price <= 2500
            fewest, most = record.ships_in_min_days, record.ships_in_max_days
            assert fewest is not None
            assert most is not None
            assert 0 <= fewest <= most <= 60
            assert record.seller
            assert "\0" not in record.seller + record.sku + record.comments + record.url
