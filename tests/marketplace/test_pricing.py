from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.pricing import (
    InvalidPrice,
    check_limits,
    parse_price,
    saving_percent,
    total_price,
)

prices = st.decimals(min_value="0.01", max_value="99999999.99", places=2)


@pytest.mark.parametrize(
    ("list_price", "price", "percent"),
    [
        ("33.00", "24.91", 24),
        ("33.00", "24.75", 25),
        ("100.00", "99.00", 1),
        ("100.00", "0.01", 99),
    ],
)
def test_a_saving_is_whole_percent_rounded_down(list_price, price, percent):
    assert saving_percent(Decimal(list_price), Decimal(price)) == percent


@pytest.mark.parametrize(
    ("list_price", "price"),
    [("100.00", "99.01"), ("33.00", "33.00"), ("33.00", "40.00"), ("0.00", "5.00")],
)
def test_no_saving_is_shown_below_one_percent(list_price, price):
    assert saving_percent(Decimal(list_price), Decimal(price)) is None


def test_no_saving_is_shown_without_a_list_price():
    assert saving_percent(None, Decimal("24.91")) is None


@given(prices, prices)
def test_a_saving_is_never_overstated_nor_a_whole_percent_short(list_price, price):
    percent = saving_percent(list_price, price) or 0
    saved = max(list_price - price, Decimal(0)) * 100
    assert percent * list_price <= saved < (percent + 1) * list_price


def test_the_total_adds_shipping_where_there_is_any():
    assert total_price(Decimal("24.91"), Decimal("3.99")) == Decimal("28.90")
    assert total_price(Decimal("24.91"), None) == Decimal("24.91")


@pytest.mark.parametrize(
    ("text", "price"),
    [("24.91", "24.91"), (" 30\n", "30"), ("9.5", "9.5"), ("99999999.99", "99999999.99")],
)
def test_a_plain_decimal_is_a_price(text, price):
    assert parse_price(text) == Decimal(price)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("0", "zero"),
        ("0.00", "zero"),
        ("-5.00", "negative"),
        ("\N{MINUS SIGN}5.00", "negative"),
        ("+5.00", "has a sign"),
        ("24,91", "comma"),
        ("1,250.00", "comma"),
        ("$24.91", "currency"),
        ("24.91 €", "currency"),
        ("USD 24.91", "currency"),
        ("24.91 usd", "currency"),
        ("1e3", "exponent"),
        ("2.5E+1", "exponent"),
        ("NaN", "not a number"),
        ("sNaN", "not a number"),
        ("Infinity", "not a number"),
        ("-inf", "not a number"),
        ("٢٤.٩١", "other than 0 to 9"),
        ("\N{FULLWIDTH DIGIT TWO}4.91", "other than 0 to 9"),
        ("24.911", "more than 2 decimals"),
        ("123456789.00", "more than 8 digits"),
        ("9" * 5000, "more than 8 digits"),
        (".99", "one side of the point"),
        ("24.", "one side of the point"),
        ("24 91", "not a price"),
        ("1.250.00", "not a price"),
        ("1_000", "not a price"),
        ("free", "not a price"),
    ],
)
def test_other_texts_are_refused_with_the_reason(text, words):
    with pytest.raises(InvalidPrice, match=words):
        parse_price(text)


def test_a_refusal_does_not_repeat_an_endless_text():
    with pytest.raises(InvalidPrice) as refusal:
        parse_price("x" * 5000)
    assert len(str(refusal.value)) < 120


@given(prices)
def test_a_price_written_out_reads_back_the_same(price):
    assert parse_price(str(price)) == price


@given(st.text() | st.text("0123456789.,-+eE $", max_size=12))
def test_any_text_is_a_positive_price_or_a_reason(text):
    with suppress(InvalidPrice):
        price = parse_price(text)
        assert price > 0
        assert price == round(price, 2)


@pytest.mark.parametrize("price", ["1.99", "24.91", "2500.00"])
def test_a_price_within_the_limits_passes(price):
    check_limits(Decimal(price), minimum=Decimal("1.99"), maximum=Decimal("2500.00"))


@pytest.mark.parametrize("price", ["1.98", "2500.01"])
def test_a_price_outside_the_limits_is_refused_with_both_limits(price):
    with pytest.raises(InvalidPrice, match=r"lowest is 1\.99, the highest is 2500\.00"):
        check_limits(Decimal(price), minimum=Decimal("1.99"), maximum=Decimal("2500.00"))
