import pytest
from django.core.cache import cache
from django.db import connection, connections

from tests.factories import make_user


@pytest.fixture(autouse=True)
def counts_of_this_test_only(settings):
    """Limits count in the memory of the test, so that no test uses up what another may do."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def people(transactional_db, tmp_path, monkeypatch):
    """Six people, in a database with real locks for the threads of the test.

    On SQLite the tests' own is in memory, where a second writer fails at once; threads started
    later get a copy of it on disk, as in the shop.
    """
    people = [make_user() for _ in range(6)]
    if connection.vendor == "sqlite":
        path = tmp_path / "shop.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        on_disk = connections.settings["default"] | {"NAME": str(path)}
        monkeypatch.setitem(connections.settings, "default", on_disk)
    return people
