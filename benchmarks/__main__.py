"""`make bench`: how the shop's speed grows, as ratios measured side by side on one machine.

Each benchmark is a module with `run()`, which prints its own lines. The database is a scratch one
(SQLite, or the server of DATABASE_URL), made before and thrown away after; those that the search is
measured on are kept. `python -m benchmarks search` measures the search only.
"""

import os
import sys

import django
from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from benchmarks import (  # noqa: E402 - models need the set-up above.
    book_page,
    feeds,
    moderation,
    offers_page,
    onix_loading,
    screening,
    search,
)


def main() -> None:
    setup_test_environment(debug=False)
    # Before the scratch database, since it has databases of its own.
    search.run()
    if sys.argv[1:] != ["search"]:
        run_others()
    teardown_test_environment()


def run_others() -> None:
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        print(f"Database: {connection.vendor}")  # noqa: T201
        # First, since it empties the tables of the catalogue, which offers and reviews name.
        onix_loading.run()
        # Next, since it copies the database while that is empty.
        moderation.run()
        book_page.run()
        offers_page.run()
        screening.run()
        # Last, since it leaves its offers behind.
        feeds.run()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
