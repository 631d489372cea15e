"""Which of several prices is the list price, and which warnings there are where none is."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalog.onix import reader
from catalog.onix.prices import Shop, list_price
from catalog.onix.records import Product
from tests.catalog.onix.messages import make_message, make_price, make_product, write_message

TODAY = date(2026, 11, 22)


def make_dates(first: str = "", last: str = "") -> str:
    return "".join(
        f"<PriceDate><PriceDateRole>{role}</PriceDateRole><Date>{day}</Date></PriceDate>"
        for role, day in (("14", first), ("15", last))
        if day
    )


def make_territory(inner: str) -> str:
    return f"<Territory>{inner}</Territory>"


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        ("", None),
        (make_price("9.99"), "9.99"),
        (make_price("12"), "12.00"),
        (make_price("12.5000"), "12.50"),
        (make_price("0"), "0.00"),
        (make_price("11.00", kind="02") + make_price("10.00"), "10.00"),
        (make_price("11.00", kind="02"), "11.00"),
        (make_price("8.00", kind="42") + make_price("9.00", kind="04"), "9.00"),
        (make_price("8.00", kind="42"), "8.00"),
        (make_price("8.00", kind="34") + make_price("9.00", kind="02"), "9.00"),
        (make_price("8.00", "GBP") + make_price("10.00"), "10.00"),
        (make_price("9.99", currency=""), "9.99"),
        (make_price("9.99", "usd"), "9.99"),
        (make_price("1.00", more="<PriceQualifier>05</PriceQualifier>") + make_price("2.00"), "1"),
        (make_price("2.00") + make_price("1.00", more="<PriceQualifier>06</PriceQualifier>"), "2"),
        (make_price("1.00", more="<MinimumOrderQuantity>10</MinimumOrderQuantity>"), None),
        (make_price("1.00", more="<MinimumOrderQuantity>1</MinimumOrderQuantity>"), "1.00"),
    ],
)
def test_the_list_price_is(read, prices, expected):
    product = read(make_message(make_product(prices=prices)))

    assert product.supply.list_price == (None if expected is None else Decimal(expected))
    assert product.warnings == []


@pytest.mark.parametrize("kind", ["05", "07", "11", "21", "25", "31", "35", "36", "37"])
def test_what_bookshops_pay_and_special_prices_are_no_list_price(read, kind):
    product = read(make_message(make_product(prices=make_price(kind=kind))))

    assert (product.supply.list_price, product.warnings) == (None, [])


@pytest.mark.parametrize(
    "unpriced",
    [
        "<UnpricedItemType>02</UnpricedItemType>",
        "<Price><PriceType>04</PriceType><UnpricedItemType>02</UnpricedItemType></Price>",
    ],
)
def test_a_price_to_be_announced_is_nothing_to_warn_of(read, unpriced):
    product = read(make_message(make_product(prices=unpriced)))

    assert (product.supply.list_price, product.warnings) == (None, [])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("20260101", "20261122", "1.00"),
        ("20261122", "", "1.00"),
        ("", "20261121", "2.00"),
        ("20261123", "", "2.00"),
        ("someday", "", "1.00"),
    ],
)
def test_a_price_counts_while_it_is_valid(read, first, last, expected):
    dated = make_price("1.00", more=make_dates(first, last))

    product = read(make_message(make_product(prices=dated + make_price("2.00"))))

    assert product.supply.list_price == Decimal(expected)


def test_of_prices_to_come_the_next_one_counts(read):
    prices = make_price("3.00", more=make_dates("20280101"))
    prices += make_price("2.00", more=make_dates("20270101"))

    assert read(make_message(make_product(prices=prices))).supply.list_price == Decimal(2)


def test_prices_that_have_ended_are_told(read):
    ended = make_price(more=make_dates("", "20200101"))

    product = read(make_message(make_product(prices=ended)))

    assert product.supply.list_price is None
    assert product.warnings == ["The prices in USD have ended; they were left out."]


@pytest.mark.parametrize(
    "amount", ["free", "", "-1", "33,00", "$33.00", "1e3", "NaN", "٣٣", "9.999", "100000000"]
)
def test_what_is_no_amount_is_left_out_for_the_next_price(read, amount):
    prices = make_price(amount) + make_price("8.00", kind="02")

    product = read(make_message(make_product(prices=prices)))

    (warning,) = product.warnings
    assert product.supply.list_price == Decimal(8)
    assert f"The price “{amount}” is not an amount" in warning


def test_prices_in_other_currencies_only_are_told(read):
    product = read(make_message(make_product(prices=make_price("8.00", "GBP"))))

    assert product.supply.list_price is None
    assert product.warnings == [
        "The price is in GBP, and the shop sells in USD only; it was left out."
    ]


def test_currency_and_type_come_from_the_header_where_the_price_has_none(read):
    header = "<DefaultCurrencyCode>EUR</DefaultCurrencyCode>"
    header += "<DefaultPriceType>05</DefaultPriceType>"
    price = make_price("8.00", currency="")
    bare = make_price("7.00", kind="")

    product = read(make_message(make_product(prices=price + bare), header=header))

    assert product.supply.list_price is None
    assert "The price is in EUR" in product.warnings[0]


@pytest.mark.parametrize(
    ("territory", "is_ours"),
    [
        ("<CountriesIncluded>CA US</CountriesIncluded>", True),
        ("<CountriesIncluded>CA GB</CountriesIncluded>", False),
        ("<RegionsIncluded>WORLD</RegionsIncluded>", True),
        (
            "<RegionsIncluded>WORLD</RegionsIncluded><CountriesExcluded>US</CountriesExcluded>",
            False,
        ),
    ],
)
def test_a_price_for_other_countries_does_not_count(tmp_path, territory, is_ours):
    price = make_price("9.99", more=make_territory(territory))
    path = write_message(tmp_path, make_product(prices=price))

    (product,) = reader.products(path, store_currency="USD", today=TODAY, country="US")

    assert isinstance(product, Product)
    assert product.supply.list_price == (Decimal("9.99") if is_ours else None)
    assert bool(product.warnings) is not is_ours


@pytest.mark.parametrize(("currency", "expected"), [("USD", "1"), ("EUR", "2"), ("GBP", "2")])
def test_tax_is_in_the_price_where_shoppers_expect_it(tmp_path, currency, expected):
    prices = make_price("1", currency) + make_price("2", currency, kind="02")
    path = write_message(tmp_path, make_product(prices=prices))

    (product,) = reader.products(path, store_currency=currency, today=TODAY)

    assert isinstance(product, Product)
    assert product.supply.list_price == Decimal(expected)


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
PRICES = st.tuples(
    st.integers(0, 9_999),
    st.sampled_from(["01", "02", "03", "04", "05", "41", "42"]),
    st.sampled_from(["USD", "EUR"]),
    st.none() | DAYS,
    st.none() | DAYS,
)


@given(st.lists(PRICES, max_size=6))
def test_any_list_price_is_one_of_the_right_type_currency_and_time(prices):
    written = "".join(
        make_price(f"{amount}", currency, kind, more=make_dates(*map(_written, (first, last))))
        for amount, kind, currency, first, last in prices
    )
    possible = [
        (amount, first)
        for amount, kind, currency, first, last in prices
        if kind != "05" and currency == "USD" and (last is None or last >= TODAY)
    ]
    valid_today = [amount for amount, first in possible if first is None or first <= TODAY]

    found = list_price(
        [etree.fromstring(f"<SupplyDetail>{written}</SupplyDetail>")],
        Shop("USD", TODAY),
        lambda _: None,
    )

    amounts = valid_today or [amount for amount, _ in possible]
    assert found in amounts if amounts else found is None


def _written(day: date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""


CLASS = "<ClassOfTrade>{}</ClassOfTrade>"


@pytest.mark.parametrize(
    ("header", "first", "expected"),
    [
        ("", "Library", "12.00"),
        ("", "General trade", "10.00"),
        ("<DefaultClassOfTrade>General trade</DefaultClassOfTrade>", "Library", "12.00"),
        ("<DefaultClassOfTrade>Library</DefaultClassOfTrade>", "General trade", "10.00"),
        ("<DefaultClassOfTrade>Library</DefaultClassOfTrade>", "", "10.00"),
    ],
)
def test_a_price_of_the_general_trade_goes_first(read, header, first, expected):
    one = make_price("10.00", more=CLASS.format(first) if first else "")
    product = make_product(prices=one + make_price("12.00"))
    assert read(make_message(product, header=header)).supply.list_price == Decimal(expected)
