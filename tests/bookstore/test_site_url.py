import pytest
from django.core.exceptions import ImproperlyConfigured

from bookstore.site_url import Site, read_site_url


def site_of(monkeypatch, value: str) -> Site:
    monkeypatch.setenv("SITE_URL", value)
    return read_site_url("SITE_URL")


@pytest.mark.parametrize(
    ("value", "host", "origin"),
    [
        ("https://books.example", "books.example", "https://books.example"),
        (" https://Books.Example/ ", "books.example", "https://books.example"),
        ("https://books.example:443", "books.example", "https://books.example"),
        ("http://books.lan:8080", "books.lan", "http://books.lan:8080"),
        ("http://192.168.1.5", "192.168.1.5", "http://192.168.1.5"),
        ("https://[fd00::5]:8443/", "[fd00::5]", "https://[fd00::5]:8443"),
    ],
)
def test_site_has_a_host_and_an_origin_as_browsers_write_it(monkeypatch, value, host, origin):
    site = site_of(monkeypatch, value)
    assert (site.hosts, site.origins) == ([host], [origin])


def test_only_https_is_secure(monkeypatch):
    assert site_of(monkeypatch, "https://books.example").is_secure
    assert not site_of(monkeypatch, "http://books.example").is_secure


def test_unset_site_is_nowhere_and_not_secure(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    site = read_site_url("SITE_URL")
    assert (site.hosts, site.origins, site.is_secure) == ([], [], False)


@pytest.mark.parametrize(
    "value",
    [
        "books.example",
        "htps://books.example",
        "https:books.example",
        "https://",
        "https://books.example/shop",
        "https://books.example/?a=b",
        "https://me:secret@books.example",
        "https://books.example:0",
        "https://books.example:65536",
        "https://a.example,https://b.example",
        "https://*.example",
        "https://-books.example",
        "https://books..example",
    ],
)
def test_anything_else_stops_the_start_and_says_what_to_write(monkeypatch, value):
    with pytest.raises(ImproperlyConfigured, match=r"SITE_URL is .*; write https://HOST"):
        site_of(monkeypatch, value)
