"""The running of a feed: one at a time for a seller, its progress, and a result for each line."""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import TextIO

from django.core.files.base import File
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalog.importing import Outcome, Result, UnreadableFile
from catalog.models.runs import MESSAGE
from catalog.runs import claiming
from catalog.runs.claiming import AlreadyRunning, NotWaiting, begin, why_stopped
from catalog.runs.copies import on_disk
from catalog.runs.locks import held_lock
from catalog.runs.results import ResultsFile
from marketplace.feeds.formats import Feed, NamesNoSeller, feed_in
from marketplace.models import FeedRun
from marketplace.offer_loading import load_offers
from marketplace.removals import Removed, TooManyRemovals

State = FeedRun.State

# How many results go by before the progress is written down.
_STEP = 500
# The same for lines that are only counted.
_COUNTED_STEP = 50_000
_COUNTED = (Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)
_COUNTS = ("done", "removed", *(outcome.value for outcome in _COUNTED))
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
    with held_lock() as process, TemporaryFile("w+", encoding="utf-8", newline="") as lines:
        _begin(run, process)
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


def line_up(run: FeedRun) -> bool:
    """Have a stopped or waiting file loaded once more; return whether it may be."""
    return claiming.line_up(run, FeedRun.objects.exclude(file=""))


def confirm_removals(run: FeedRun) -> bool:
    """Answer yes, so that the file is loaded once more; return whether it was asked."""
    asking = FeedRun.objects.filter(pk=run.pk, state=State.ASKING).exclude(file="")
    return bool(asking.update(state=State.WAITING, message="", is_confirmed=True))


def leave_removals(run: FeedRun) -> bool:
    """Answer no, so that the offers stay; return whether it was asked."""
    asking = FeedRun.objects.filter(pk=run.pk, state=State.ASKING)
    return bool(asking.update(state=State.DONE, message="Nothing was removed, as staff decided."))


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


def _begin(run: FeedRun, process: str) -> None:
    begin(
        run,
        in_the_way=_in_the_way(run),
        told_to_wait=_told_to_wait(run),
        process=process,
        **dict.fromkeys(_COUNTS, 0),
    )


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
    return str(error) if isinstance(error, NamesNoSeller) else why_stopped(error)


def _end(run: FeedRun, lines: TextIO, state: str, message: str = "") -> None:
    if run.results:
        run.results.delete(save=False)
    lines.seek(0)
    run.results.save(f"{run.pk}.csv", File(lines.buffer), save=False)
    run.state, run.message = state, message[:MESSAGE]
    run.finished_at = run.progressed_at = timezone.now()
    run.save()
