"""The running of a feed: one at a time for a seller, its progress, and a result for each line."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import TextIO

from django.core.files.base import File
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalog.importing import Outcome, Result, UnreadableFile
from catalog.plain_text import readable_line
from marketplace.feed_results import ResultsFile
from marketplace.feeds.formats import Feed, NamesNoSeller, feed_in
from marketplace.models import FeedRun
from marketplace.models.feeds import MESSAGE
from marketplace.offer_loading import load_offers
from marketplace.removals import Removed, TooManyRemovals

State = FeedRun.State

# After so long without progress the process that loaded the file is taken for dead.
DEAD_AFTER = timedelta(minutes=10)
# How many results go by before the progress is written down.
_STEP = 500
# The same for lines that are only counted.
_COUNTED_STEP = 50_000
_COUNTED = (Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)
_COUNTS = ("done", "removed", *(outcome.value for outcome in _COUNTED))
# From where a stored file may be loaded.
_READY = (State.WAITING, State.FAILED)


class AlreadyRunning(Exception):
    """Another file of the same seller is being loaded; the message says what to do."""


class NotWaiting(Exception):
    """The file is being loaded, was loaded, or waits for an answer; the message says which."""


# What stops a feed without being a fault of the program.
STOPS = (AlreadyRunning, NotWaiting, TooManyRemovals, UnreadableFile, NamesNoSeller)


def load_run(run: FeedRun) -> Iterator[Result]:
    """Load the stored file of `run`. Raises one of STOPS, noted in the run where it is its own."""
    return record_run(run, _results_of(run))


def record_run(run: FeedRun, results: Iterable[Result]) -> Iterator[Result]:
    """Pass the results of a feed on, and keep them with `run`: progress, counts, a file of lines.

    Raises AlreadyRunning when another file of the seller is being loaded, and NotWaiting when
    `run` is not to be loaded now. What the results raise is noted and goes on.
    """
    _begin(run)
    with TemporaryFile("w+", encoding="utf-8", newline="") as lines:
        table = ResultsFile(lines)
        try:
            for result in results:
                _count(run, result)
                table.add(result)
                yield result
        except TooManyRemovals as question:
            _end(run, lines, State.ASKING, str(question))
            raise
        except BaseException as error:
            _end(run, lines, State.FAILED, _why(error))
            raise
        _end(run, lines, State.DONE)


def is_dead(run: FeedRun) -> bool:
    """Whether the process that loaded the file is no more."""
    silent_since = timezone.now() - DEAD_AFTER
    return run.state == State.RUNNING and bool(
        run.progressed_at and run.progressed_at < silent_since
    )


def line_up(run: FeedRun) -> bool:
    """Have a stopped or waiting file loaded once more; return whether it may be."""
    _note_dead_runs()
    waiting = FeedRun.objects.filter(pk=run.pk, state__in=_READY).exclude(file="")
    return bool(waiting.update(state=State.WAITING, message="", asked_at=timezone.now()))


def confirm_removals(run: FeedRun) -> bool:
    """Answer yes, so that the file is loaded once more; return whether it was asked."""
    asking = FeedRun.objects.filter(pk=run.pk, state=State.ASKING).exclude(file="")
    return bool(asking.update(state=State.WAITING, message="", is_confirmed=True))


def leave_removals(run: FeedRun) -> bool:
    """Answer no, so that the offers stay; return whether it was asked."""
    asking = FeedRun.objects.filter(pk=run.pk, state=State.ASKING)
    return bool(asking.update(state=State.DONE, message="Nothing was removed, as staff decided."))


@contextmanager
def on_disk(file: File, name: str) -> Iterator[Path]:
    """Copy a file to the disk, where readers open it more than once.

    What is wrong with it is told with `name`, since nobody knows the name of the copy.
    """
    with NamedTemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        try:
            yield Path(copy.name)
        except UnreadableFile as error:
            told = readable_line(str(error)).replace(copy.name, name)
            raise UnreadableFile(told) from error


def _results_of(run: FeedRun) -> Iterator[Result]:
    """Read the whole file once, so that one that is no good changes nothing; then load it."""
    try:
        stored = run.file.open("rb")
    except (OSError, ValueError) as error:
        raise UnreadableFile("The stored file is not there any more.") from error
    with stored, on_disk(stored, run.file_name) as path:
        feed = feed_in(
            path,
            seller=run.seller.name if run.seller else "",
            format_name=run.format,
            encoding=run.encoding,
        )
        _count_lines(run, feed)
        yield from load_offers(feed.records(), mode=run.mode, is_confirmed=run.is_confirmed)


def _count_lines(run: FeedRun, feed: Feed) -> None:
    lines = 0
    for lines, _ in enumerate(feed.records(), 1):
        if lines % _COUNTED_STEP == 0:
            _progress(run, "lines")
    run.lines = lines
    _progress(run, "lines")


def _begin(run: FeedRun) -> None:
    _note_dead_runs()
    try:
        with transaction.atomic():
            if run.pk:
                _claim(run)
            if _in_the_way(run).exists():
                raise AlreadyRunning(_told_to_wait(run))
            for name in _COUNTS:
                setattr(run, name, 0)
            run.state, run.message = State.RUNNING, ""
            run.progressed_at, run.finished_at = timezone.now(), None
            run.save()
    except IntegrityError as error:
        _keep_waiting(run)
        raise AlreadyRunning(_told_to_wait(run)) from error
    except AlreadyRunning:
        _keep_waiting(run)
        raise


def _claim(run: FeedRun) -> None:
    """Take a stored run for this process alone. Raises NotWaiting when another has it."""
    taken = FeedRun.objects.filter(pk=run.pk, state__in=_READY).update(state=State.RUNNING)
    run.refresh_from_db()
    if not taken:
        raise NotWaiting(f"{run.file_name} is not to be loaded now: {run.get_state_display()}.")


def _in_the_way(run: FeedRun) -> QuerySet[FeedRun]:
    """Return what must be done first: files of the seller, or those with lines of any seller."""
    running = FeedRun.objects.filter(state=State.RUNNING).exclude(pk=run.pk)
    if run.seller_id:
        return running.filter(Q(seller=run.seller_id) | Q(seller=None))
    return running


def _told_to_wait(run: FeedRun) -> str:
    if run.seller:
        why = f"Another file of {run.seller}, or one of several sellers, is being loaded now."
    else:
        why = "Another file is being loaded now, and this one is of several sellers."
    return f"{why} Wait until it is done, then load this one again."


def _keep_waiting(run: FeedRun) -> None:
    run.state, run.message = State.WAITING, _told_to_wait(run)
    FeedRun.objects.filter(pk=run.pk).update(state=run.state, message=run.message)


def _note_dead_runs() -> None:
    """Note which runs have stopped without a word, so that they are in nobody's way."""
    now = timezone.now()
    running = FeedRun.objects.filter(state=State.RUNNING, progressed_at__lt=now - DEAD_AFTER)
    running.update(
        state=State.FAILED, message="The program that loaded it stopped.", finished_at=now
    )


def _count(run: FeedRun, result: Result) -> None:
    run.done += 1
    run.removed += isinstance(result, Removed)
    setattr(run, result.outcome.value, getattr(run, result.outcome.value) + 1)
    if run.done % _STEP == 0:
        _progress(run, *_COUNTS)


def _progress(run: FeedRun, *fields: str) -> None:
    run.progressed_at = timezone.now()
    run.save(update_fields=[*fields, "progressed_at"])


def _why(error: BaseException) -> str:
    """Return in words for staff what stopped a feed."""
    if isinstance(error, UnreadableFile | NamesNoSeller):
        return str(error)
    if isinstance(error, KeyboardInterrupt | GeneratorExit):
        return "It was interrupted. Loaded again, it goes on."
    said = str(error).strip().partition("\n")[0]
    what = "The database failed" if isinstance(error, DatabaseError) else type(error).__name__
    return f"{what}: {said}. Loaded again, it goes on." if said else f"{what}."


def _end(run: FeedRun, lines: TextIO, state: str, message: str = "") -> None:
    if run.results:
        run.results.delete(save=False)
    lines.seek(0)
    run.results.save(f"{run.pk}.csv", File(lines.buffer), save=False)
    run.state, run.message = state, message[:MESSAGE]
    run.finished_at = run.progressed_at = timezone.now()
    run.save()
