"""Reading in a second process: the same records, the same errors, and an end with the first."""

import fcntl
import os
import signal
import threading
from itertools import count
from multiprocessing import active_children

import pytest

from catalog.importing import Outcome, UnreadableFile
from catalog.loading import ahead, files, load_file
from catalog.models import Edition
from catalog.onix.records import Withdrawal
from tests.catalog.onix.messages import make_product, write_message

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="This system forks no processes.")


@pytest.fixture(autouse=True)
def forks(monkeypatch):
    """Have a process forked although those of the tests may have more threads than one."""
    monkeypatch.setattr(ahead, "_can_fork", lambda: True)


def withdrawals(numbers):
    for number in numbers:
        yield Withdrawal(f"record {number}", number, f"{9780000000000 + number}")


def read_here_and_there(read, *, most=100):
    """Return the records of both ways."""
    return [
        [record for batch in ahead.batches(read, most=most, is_long=is_long) for record in batch]
        for is_long in (False, True)
    ]


def test_a_second_process_reads_the_same_records_in_the_same_order():
    here, there = read_here_and_there(lambda: withdrawals(range(1, 1_000)))
    assert there == here
    assert len(there) == 999


def test_records_are_read_by_another_process():
    here, there = read_here_and_there(of_this_process)
    assert here[0].record_reference == str(os.getpid())
    assert there[0].record_reference != str(os.getpid())


def test_no_list_is_much_longer_than_asked_for():
    lengths = [
        len(batch)
        for batch in ahead.batches(lambda: withdrawals(range(3_000)), most=200, is_long=True)
    ]
    assert sum(lengths) == 3_000
    assert max(lengths) < 2 * 200


def test_an_empty_file_yields_nothing():
    assert read_here_and_there(lambda: iter(())) == [[], []]


def test_an_error_of_reading_is_raised_after_what_was_read_before():
    def read():
        yield from withdrawals(range(500))
        raise UnreadableFile("feed.xml: broken or cut off at line 7.")

    batches = ahead.batches(read, most=10_000, is_long=True)
    with pytest.raises(UnreadableFile, match="cut off at line 7"):
        list(batches)


def test_a_process_that_is_killed_is_told_and_not_waited_for():
    def read():
        yield from withdrawals(range(500))
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(UnreadableFile, match="begin again with --resume"):
        list(ahead.batches(read, most=10, is_long=True))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_that_cannot_be_sent_is_told_all_the_same():
    def read():
        yield from withdrawals(range(500))
        raise ValueError(lambda: "No function goes through a pipe.")

    with pytest.raises(UnreadableFile, match="was ended"):
        list(ahead.batches(read, most=10, is_long=True))


def test_the_process_ends_when_no_more_is_asked_for():
    batches = ahead.batches(lambda: withdrawals(count()), most=10, is_long=True)
    next(batches)
    assert active_children()
    batches.close()
    assert not active_children()


def test_the_process_ends_with_the_first_one(tmp_path):
    """The first is forked here, too, and killed; the second tells by a lock that it is gone."""
    lock = tmp_path / "lock"

    def read():
        file = os.open(lock, os.O_CREAT | os.O_RDWR)
        fcntl.flock(file, fcntl.LOCK_EX)
        yield from withdrawals(count())

    first = os.fork()
    if first == 0:
        batches = ahead.batches(read, most=10, is_long=True)
        next(batches)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(first, 0)
    with lock.open() as file:
        # Waits until the second process is gone.
        fcntl.flock(file, fcntl.LOCK_EX)


def test_what_was_open_in_the_first_process_is_closed_in_the_second(tmp_path):
    """A lock would look held as long as the second lives, and a connection would be shared."""
    with (tmp_path / "open").open("w") as file:
        number = file.fileno()

        def read():
            try:
                os.fstat(number)
            except OSError:
                yield from withdrawals([1])

        assert read_here_and_there(read)[1] == list(withdrawals([1]))


def test_nothing_is_forked_beside_other_threads(monkeypatch):
    monkeypatch.undo()
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not ahead._can_fork()
    finally:
        done.set()
        thread.join()


@pytest.mark.django_db
def test_a_long_file_is_read_by_another_process_and_stored_by_this_one(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_LONG", 0)
    (result,) = load_file(write_message(tmp_path, make_product()))
    assert result.outcome is Outcome.CREATED
    assert Edition.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("is_long", [False, True])
def test_a_file_is_long_by_its_size(tmp_path, monkeypatch, is_long):
    monkeypatch.setattr(files, "_LONG", 0 if is_long else 1_000_000)
    monkeypatch.setattr(files.reader, "products", lambda *_args, **_more: of_this_process())
    (result,) = load_file(write_message(tmp_path, make_product()))
    assert (result.place == f"record {os.getpid()} (line 1)") is not is_long


def of_this_process():
    yield Withdrawal(str(os.getpid()), 1, "9780141439587")
