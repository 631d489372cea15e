import pytest
from django.core.exceptions import ImproperlyConfigured

from bookstore.country import read_country


@pytest.mark.parametrize("text", ["DE", "de", " DE "])
def test_country_is_read_by_its_two_letters(monkeypatch, text):
    monkeypatch.setenv("STORE_COUNTRY", text)
    assert read_country("STORE_COUNTRY", default="US") == "DE"


def test_country_is_the_default_where_none_is_set(monkeypatch):
    monkeypatch.delenv("STORE_COUNTRY", raising=False)
    assert read_country("STORE_COUNTRY", default="US") == "US"


@pytest.mark.parametrize("text", ["", "Germany", "XX", "EU", "*"])
def test_unknown_country_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("STORE_COUNTRY", text)
    with pytest.raises(ImproperlyConfigured, match=r"STORE_COUNTRY is .*; write two letters"):
        read_country("STORE_COUNTRY", default="US")
