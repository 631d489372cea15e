"""Databases of benchmarks that take long to fill: kept from run to run.

SQLite keeps them in var/bench, PostgreSQL on the server of DATABASE_URL as bench_NAME. The variable
BENCH_NAME names another one. What is loaded stays; the index is made anew when the code of search
has changed since.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from search.models import Word

_KEPT = Path(settings.BASE_DIR) / "var" / "bench"
_CODE = ("search/**/*.py", "*/search_facts.py", "catalog/scripts.py")


@contextmanager
def kept_database(name: str, fill: Callable[[], object]) -> Iterator[None]:
    """Work in the database `name` within the block: filled by `fill`, which may run twice."""
    before = connection.settings_dict["NAME"]
    _KEPT.mkdir(parents=True, exist_ok=True)
    database = os.environ.get(f"BENCH_{name.upper()}") or _usual(name)
    if connection.vendor == "postgresql":
        _create(database)
    _change_to(database)
    try:
        _bring_up_to_date(name, fill)
        yield
    finally:
        _change_to(before)


def _bring_up_to_date(name: str, fill: Callable[[], object]) -> None:
    call_command("migrate", verbosity=0)
    stamp = _KEPT / f"{connection.vendor}_{name}.txt"
    code = _digest()
    if stamp.exists() and stamp.read_text() == code and Word.objects.exists():
        return
    start = perf_counter()
    fill()
    filled = perf_counter()
    call_command("rebuild_search")
    _analyse()
    print(  # noqa: T201
        f"{name}: filled in {filled - start:.0f} s, indexed in {perf_counter() - filled:.0f} s"
    )
    stamp.write_text(code)


def _analyse() -> None:
    """Have PostgreSQL look at what was filled, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _usual(name: str) -> str:
    if connection.vendor == "postgresql":
        return f"bench_{name}"
    return str(_KEPT / f"{name}.sqlite3")


def _create(database: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(database)}")


def _change_to(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def _digest() -> str:
    """Return what is other when the index may be."""
    digest = sha256()
    for pattern in _CODE:
        for path in sorted(Path(settings.BASE_DIR).glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
