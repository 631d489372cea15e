import pytest
from django.core.cache.backends.redis import RedisCacheClient
from django.core.exceptions import ImproperlyConfigured

from bookstore.cache_url import read_cache_url


def test_unset_is_a_table_of_the_database(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    cache = read_cache_url("CACHE_URL")
    assert cache["BACKEND"].endswith(".DatabaseCache")
    assert cache["OPTIONS"]["MAX_ENTRIES"] > 300


@pytest.mark.parametrize("url", ["redis://127.0.0.1:6379/1", "rediss://:secret@cache.example/0"])
def test_redis_is_taken_as_written(monkeypatch, url):
    monkeypatch.setenv("CACHE_URL", url)
    assert read_cache_url("CACHE_URL")["LOCATION"] == url


def test_driver_of_redis_is_installed():
    """Django imports it with the first connection, which would be in the middle of a request."""
    RedisCacheClient(["redis://127.0.0.1:6379/1"])


@pytest.mark.parametrize("url", ["memcached://localhost", "redis:", "redis:///1", "localhost"])
def test_another_url_stops_the_start_and_says_what_to_write(monkeypatch, url):
    monkeypatch.setenv("CACHE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="write redis://HOST:PORT/0"):
        read_cache_url("CACHE_URL")
