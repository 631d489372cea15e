"""A process that is killed while it loads a file, and the one that goes on after it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from catalog.models import Edition, OnixRecord, OnixRun, Work
from tests.catalog.onix.messages import make_product, make_title, write_message
from tests.catalog.runs.onix_files import books, isbns, killed_at

pytestmark = pytest.mark.django_db(transaction=True)

LOAD = "catalog.loading.files._load"
KEEP = "catalog.runs.onix._keep"
STORE = "catalog.loading.files._store"
BEGIN = "catalog.runs.onix.begin"
# Where the process dies, in batches of three of eight records, the fifth of them refused, and how
# many records are stored for good by then.
POINTS = {
    "before the first record": (LOAD, 1, "before", 0),
    "once it has taken the run": (BEGIN, 1, "after", 0),
    "in the middle of the first batch": (LOAD, 3, "before", 0),
    "in the middle of a later batch": (LOAD, 5, "after", 3),
    "before a batch is noted": (KEEP, 2, "before", 3),
    "when all of a batch is written but not committed": (KEEP, 2, "after", 3),
    "right after a commit": (STORE, 2, "after", 6),
    "before the last batch is committed": (KEEP, 3, "after", 6),
    "at the very end": ("catalog.runs.onix._end", 1, "before", 8),
}


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    first = books(8)
    first[4] = make_product("9780141000000", title=make_title("Of a wrong ISBN"))
    return write_message(tmp_path, *first)


def kill(path: Path, *point: object) -> None:
    """Load the file in another process, on this test's database, which dies at the point."""
    name = connection.settings_dict["NAME"]
    before = os.environ.get("DATABASE_URL", "")
    address = f"sqlite:///{name}"
    if connection.vendor != "sqlite":
        address = f"{before.rsplit('/', 1)[0]}/{name}"
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "bookstore.settings",
        "SECRET_KEY": "only-for-tests",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    function, call, moment, _ = point
    done = subprocess.run(
        [sys.executable, *killed_at(path, str(function), int(str(call)), str(moment))],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def load(path: Path, *options: str) -> None:
    """Load what is left, of which the refused record may be a part."""
    try:
        call_command("import_onix", path, *options)
    except SystemExit as end:
        assert end.code == 2  # noqa: PT017 - there may be no exit at all.


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
class TestAKilledLoad:
    def test_leaves_books_and_run_in_one_state(self, feed, point):
        kill(feed, *point)
        run = OnixRun.objects.get()
        assert run.done == run.results.count() == point[3]
        assert Edition.objects.count() == run.created == run.done - run.refused
        assert Work.objects.count() == run.created

    def test_is_completed_by_a_second_one_with_nothing_twice(self, feed, point, capsys):
        kill(feed, *point)
        load(feed)
        everything = {isbn for place, isbn in enumerate(isbns(8)) if place != 4}
        assert set(Edition.objects.values_list("isbn13", flat=True)) == everything
        assert Work.objects.count() == 7
        assert sum(OnixRun.objects.values_list("created", flat=True)) == 7

    def test_goes_on_after_the_last_record_stored(self, feed, point, capsys):
        kill(feed, *point)
        load(feed, "--resume")
        run = OnixRun.objects.get()
        assert f"goes on after record {point[3]}." in capsys.readouterr().out
        assert (run.state, run.done, run.created, run.refused) == ("done", 8, 7, 1)
        numbers = list(OnixRecord.objects.values_list("number", flat=True))
        assert numbers == list(range(1, 9))
        assert Edition.objects.count() == 7
