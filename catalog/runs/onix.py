"""The loading of an ONIX file, kept with its run: progress and results go in with each batch.

So a process that is killed leaves the shop and the run in one state, and the next goes on from it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from catalog.importing import Outcome, Result, UnreadableFile, opened
from catalog.loading.files import load_file, try_file
from catalog.models import OnixRecord, OnixRun
from catalog.models.runs import MESSAGE
from catalog.onix import reader
from catalog.runs import claiming
from catalog.runs.claiming import AlreadyRunning, NotWaiting, begin, why_stopped
from catalog.runs.copies import on_disk, told_as
from catalog.runs.incoming import incoming_file
from catalog.runs.locks import held_lock
from catalog.subject_mapping import map_subjects

State = OnixRun.State

# What stops a file without being a fault of the program.
STOPS = (AlreadyRunning, NotWaiting, UnreadableFile)
_BUSY = "Another ONIX file is being loaded now. Wait until it is done, then load this one again."
_CHANGED = "The file has changed since its loading stopped. Load it as a new file."
_COUNTS = ("done", "warned", *(outcome.value for outcome in Outcome))
# The column of a place has no limit; a record reference may be of any length.
_PLACE = 500
# Results of a trial are kept in portions, since no transaction stores its batches.
_PORTION = 100


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises UnreadableFile."""
    with opened(path) as file:
        return hashlib.file_digest(cast(BufferedReader, file), "sha256").hexdigest()


def stopped_run(digest: str) -> OnixRun | None:
    """Return the latest loading of this very file that did not come to its end. Runs queries."""
    claiming.note_dead_runs(OnixRun)
    stopped = OnixRun.objects.filter(digest=digest, state=State.FAILED, is_trial=False)
    return stopped.first()


def line_up(run: OnixRun) -> bool:
    """Have a stopped or waiting file loaded once more; return whether it may be."""
    return claiming.line_up(run, OnixRun.objects.exclude(file="", incoming=""))


def load_run(run: OnixRun) -> Iterator[Result]:
    """Load the stored or incoming file of `run`, after what is stored of it already.

    Raises one of STOPS, noted in the run where it is its own.
    """
    with _begun(run), _file_of(run) as path:
        yield from _loaded(run, path)


def load_path(run: OnixRun, path: Path) -> Iterator[Result]:
    """Load a file that is not kept here. Raises one of STOPS."""
    with _begun(run):
        yield from _loaded(run, path)


def time_left(run: OnixRun) -> timedelta | None:
    """Return how long the rest will take at the pace until now; None while nobody can tell."""
    done = run.done - run.began_after
    if not (run.records and done and run.began_at and run.progressed_at):
        return None
    return (run.progressed_at - run.began_at) / done * (run.records - run.done)


@contextmanager
def _begun(run: OnixRun) -> Iterator[None]:
    """Take the run for the block, and note how the block ends."""
    with held_lock() as process:
        begin(run, in_the_way=_in_the_way(run), told_to_wait=_BUSY, process=process)
        try:
            yield
        except BaseException as error:
            _end(run, State.FAILED, why_stopped(error))
            raise
        _end(run, State.DONE)


def _in_the_way(run: OnixRun) -> QuerySet[OnixRun]:
    return OnixRun.objects.filter(state=State.RUNNING).exclude(pk=run.pk)


@contextmanager
def _file_of(run: OnixRun) -> Iterator[Path]:
    if run.incoming:
        path = incoming_file(run.incoming)
        with told_as(path, run.file_name):
            yield path
        return
    try:
        stored = run.file.open("rb")
    except (OSError, ValueError) as error:
        raise UnreadableFile("The stored file is not there any more.") from error
    with stored, on_disk(stored, run.file_name) as path:
        yield path


def _loaded(run: OnixRun, path: Path) -> Iterator[Result]:
    """Read the whole file once, so that one that is no good changes nothing; then load it."""
    digest = digest_of(path)
    if run.digest not in ("", digest):
        raise UnreadableFile(_CHANGED)
    run.digest, run.records = digest, reader.check(path)
    run.began_after, run.began_at = run.done, timezone.now()
    run.save(update_fields=["digest", "records", "began_after", "began_at"])
    if run.is_trial:
        yield from _tried(run, path)
    else:
        yield from load_file(path, after=run.done, note=lambda results: _keep(run, results))
        if run.created or run.changed:
            map_subjects()


def _tried(run: OnixRun, path: Path) -> Iterator[Result]:
    portion: list[Result] = []
    for result in try_file(path, after=run.done):
        portion.append(result)
        if len(portion) == _PORTION:
            _keep(run, portion)
            portion.clear()
        yield result
    _keep(run, portion)


@transaction.atomic
def _keep(run: OnixRun, results: Sequence[Result]) -> None:
    """Write down what became of some records, and how far the file is."""
    # A batch that the database refused comes again in halves: what it had counted is gone.
    run.refresh_from_db(fields=[*_COUNTS])
    OnixRecord.objects.bulk_create(
        OnixRecord(
            run=run,
            number=run.done + number,
            place=result.place[:_PLACE],
            outcome=result.outcome.value,
            reason=result.reason,
            changes=list(result.changes),
            warnings=list(result.warnings),
            source=result.source,
            **_answered(result),
        )
        for number, result in enumerate(results, 1)
    )
    for result in results:
        run.done += 1
        run.warned += bool(result.warnings)
        setattr(run, result.outcome.value, getattr(run, result.outcome.value) + 1)
    run.progressed_at = timezone.now()
    run.save(update_fields=[*_COUNTS, "progressed_at"])


def _answered(result: Result) -> dict[str, Any]:
    """Leave a repeated record as it is: nobody need look at it, though staff may take it up."""
    if not result.is_repeated:
        return {}
    return {"answer": OnixRecord.Answer.LEFT, "answered_at": timezone.now()}


def folder_of(run: OnixRun) -> Path | None:
    """Return where the covers of a run's file stand; None for one that was sent alone."""
    if run.incoming:
        return (settings.INCOMING_DIR / run.incoming).parent
    return Path(run.folder) if run.folder else None


def _end(run: OnixRun, state: str, message: str = "") -> None:
    run.state, run.message = state, message[:MESSAGE]
    run.finished_at = run.progressed_at = timezone.now()
    run.save(update_fields=["state", "message", "finished_at", "progressed_at"])
