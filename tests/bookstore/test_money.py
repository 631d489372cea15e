from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured

from bookstore.money import read_currency, read_price_limits


def read_limits() -> tuple[Decimal, Decimal]:
    return read_price_limits("OFFER_PRICE_MIN", "OFFER_PRICE_MAX", default=("1.99", "2500.00"))


@pytest.mark.parametrize("text", ["EUR", "eur", " EUR "])
def test_currency_is_read_by_its_three_letters(monkeypatch, text):
    monkeypatch.setenv("STORE_CURRENCY", text)
    assert read_currency("STORE_CURRENCY", default="USD") == "EUR"


@pytest.mark.parametrize("text", ["", "€", "euro", "QQQ"])
def test_unknown_currency_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("STORE_CURRENCY", text)
    with pytest.raises(ImproperlyConfigured, match=r"STORE_CURRENCY is .*; write three letters"):
        read_currency("STORE_CURRENCY", default="USD")


def test_price_limits_are_exact_and_read_as_they_were_written(monkeypatch):
    monkeypatch.setenv("OFFER_PRICE_MIN", "0.50")
    assert [str(limit) for limit in read_limits()] == ["0.50", "2500.00"]


@pytest.mark.parametrize("text", ["", "0", "1,50", "$2", "-1", "1e3", "NaN"])
def test_limit_that_is_no_price_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("OFFER_PRICE_MAX", text)
    with pytest.raises(ImproperlyConfigured, match="OFFER_PRICE_MAX: The price"):
        read_limits()


def test_limits_that_no_price_could_meet_stop_the_start(monkeypatch):
    monkeypatch.setenv("OFFER_PRICE_MIN", "3000")
    with pytest.raises(ImproperlyConfigured, match=r"3000, is more than OFFER_PRICE_MAX, 2500\.00"):
        read_limits()
