import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

VENDORS = {"postgres": "postgresql", "postgresql": "postgresql", "sqlite": "sqlite", "": "sqlite"}


def test_database_is_the_one_that_database_url_names():
    """So that a run meant for PostgreSQL cannot pass on SQLite."""
    scheme = urlsplit(os.environ.get("DATABASE_URL", "")).scheme
    assert connection.vendor == VENDORS[scheme]


def test_debug_is_off_unless_asked_for():
    assert settings.DEBUG is False


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are SQLite's own switches")
@pytest.mark.parametrize(("pragma", "value"), [("foreign_keys", 1), ("synchronous", 1)])
def test_sqlite_is_safe_and_quick(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


def settings_with(**environment: str) -> dict:
    """Return the settings of a process that starts with these variables and no others."""
    script = (
        "import json; from bookstore import settings;"
        "print(json.dumps({k: v for k, v in vars(settings).items() if k.isupper()}, default=str))"
    )
    process = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env={"SECRET_KEY": "only-for-tests", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


class TestSite:
    def test_https_site_is_served_over_tls_only(self):
        chosen = settings_with(SITE_URL="https://books.example/")
        assert chosen["SESSION_COOKIE_SECURE"] is True
        assert chosen["CSRF_COOKIE_SECURE"] is True
        assert chosen["SECURE_SSL_REDIRECT"] is True
        assert chosen["SECURE_HSTS_SECONDS"] == 31_536_000
        assert chosen["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
        assert chosen["CSRF_TRUSTED_ORIGINS"] == ["https://books.example"]
        assert chosen["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]", "books.example"]

    @pytest.mark.parametrize("environment", [{}, {"SITE_URL": "http://books.lan:8080"}])
    def test_plain_site_trusts_no_header_and_works_without_tls(self, environment):
        chosen = settings_with(**environment)
        assert chosen["SESSION_COOKIE_SECURE"] is False
        assert chosen["CSRF_COOKIE_SECURE"] is False
        assert chosen["SECURE_SSL_REDIRECT"] is False
        assert chosen["SECURE_HSTS_SECONDS"] == 0
        assert chosen["SECURE_PROXY_SSL_HEADER"] is None

    def test_unreadable_site_stops_the_start(self):
        with pytest.raises(AssertionError, match=r"SITE_URL is 'htps://books\.example'"):
            settings_with(SITE_URL="htps://books.example")


def test_what_the_shop_is_comes_from_the_environment():
    chosen = settings_with(
        SHOP_NAME="Books, Inc.",
        STORE_CURRENCY="EUR",
        OFFER_PRICE_MIN="0.50",
        OFFER_PRICE_MAX="900.00",
    )
    assert chosen["SHOP_NAME"] == "Books, Inc."
    assert chosen["STORE_CURRENCY"] == "EUR"
    assert (chosen["OFFER_PRICE_MIN"], chosen["OFFER_PRICE_MAX"]) == ("0.50", "900.00")
    assert chosen["DEFAULT_FROM_EMAIL"] == '"Books, Inc." <shop@bookstore.example>'


def test_price_limits_are_exact_numbers():
    assert isinstance(settings.OFFER_PRICE_MIN, Decimal)
    assert isinstance(settings.OFFER_PRICE_MAX, Decimal)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="this is how SQLite is backed up")
def test_sqlite_can_be_copied_without_django(tmp_path):
    """As docs/operating.md says; a constraint that calls a function of Python's would forbid it."""
    copy = str(tmp_path / "backup.sqlite3")
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as plain:
        plain.execute("VACUUM INTO ?", [copy])
    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("SELECT count(*) FROM accounts_penname").fetchone() == (0,)


class TestSearchDatabase:
    def test_searches_read_from_the_database_of_the_shop(self):
        assert settings_with()["SEARCH_DATABASE"] == "default"

    def test_searches_read_from_a_replica_where_one_is_named(self):
        chosen = settings_with(SEARCH_DATABASE_URL="postgres://reader@replica.example/shop")
        assert chosen["DATABASES"][chosen["SEARCH_DATABASE"]]["HOST"] == "replica.example"
