"""The running of a feed: one at a time for a seller, its progress, and a result for each line."""

import csv
from collections.abc import Iterable, Iterator
from datetime import timedelta
from tempfile import TemporaryFile

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from catalog.importing import Outcome, Result
from marketplace.models import FeedRun
from marketplace.offer_loading import TooManyRemovals

State = FeedRun.State

# After so long without progress the process that loaded the file is taken for dead.
DEAD_AFTER = timedelta(minutes=10)
# How many results go by before the progress is written down.
_STEP = 500
_COUNTED = (Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)


class AlreadyRunning(Exception):
    """Another file of the same seller is being loaded; the message says what to do."""


def record_run(run: FeedRun, results: Iterable[Result]) -> Iterator[Result]:
    """Pass the results of a feed on, and keep them with `run`: progress, counts, a file of lines.

    Raises AlreadyRunning when another file of the seller is being loaded. What the results raise is
    noted and goes on.
    """
    _begin(run)
    with TemporaryFile("w+", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["place", "outcome", "message"])
        try:
            for result in results:
                _count(run, result)
                writer.writerow([result.place, result.outcome.value, " ".join(result.messages)])
                yield result
        except TooManyRemovals as question:
            _end(run, lines, State.ASKING, str(question))
            raise
        except BaseException as error:
            _end(run, lines, State.FAILED, str(error) or type(error).__name__)
            raise
        _end(run, lines, State.DONE)


def _begin(run: FeedRun) -> None:
    dead = Q(progressed_at__lt=timezone.now() - DEAD_AFTER)
    FeedRun.objects.filter(dead, state=State.RUNNING).update(
        state=State.FAILED,
        message="The program that loaded it stopped.",
        finished_at=timezone.now(),
    )
    for name in ("done", *(outcome.value for outcome in _COUNTED)):
        setattr(run, name, 0)
    run.state, run.message, run.progressed_at = State.RUNNING, "", timezone.now()
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        whose = f"of {run.seller}" if run.seller else "with several sellers"
        raise AlreadyRunning(
            f"Another file {whose} is being loaded now. Wait until it is done, then run this again."
        ) from error


def _count(run: FeedRun, result: Result) -> None:
    run.done += 1
    setattr(run, result.outcome.value, getattr(run, result.outcome.value) + 1)
    if run.done % _STEP == 0:
        run.progressed_at = timezone.now()
        run.save(update_fields=["done", "progressed_at", *(each.value for each in _COUNTED)])


def _end(run: FeedRun, lines: object, state: str, message: str = "") -> None:
    lines.seek(0)  # type: ignore[attr-defined]
    run.results.save(f"{run.pk}.csv", File(lines.buffer), save=False)  # type: ignore[attr-defined]
    run.state, run.message = state, message[:2_000]
    run.finished_at = run.progressed_at = timezone.now()
    run.save()
