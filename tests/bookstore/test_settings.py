import os
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
