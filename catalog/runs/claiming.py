"""Who loads a file now: one process takes a run, the others are told to wait."""

from datetime import timedelta
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from catalog.importing import UnreadableFile
from catalog.models.runs import Run
from catalog.runs.locks import forget, is_let_go

State = Run.State

# After so long without progress the process that loaded the file is taken for dead.
DEAD_AFTER = timedelta(minutes=10)
# From where a stored file may be loaded.
READY = (State.WAITING, State.FAILED)


class AlreadyRunning(Exception):
    """Another file that is in the way is being loaded; the message says what to do."""


class NotWaiting(Exception):
    """The file is being loaded, was loaded, or waits for an answer; the message says which."""


def begin(run: Run, *, in_the_way: QuerySet, told_to_wait: str, **facts: Any) -> None:
    """Take a run, new or stored, for this process alone, and save it with these facts.

    Raises AlreadyRunning when there are runs in the way, and NotWaiting when the run itself is
    not to be loaded now.
    """
    note_dead_runs(type(run))
    try:
        with transaction.atomic():
            if run.pk:
                _claim(run)
            if in_the_way.exists():
                raise AlreadyRunning(told_to_wait)
            for name, value in facts.items():
                setattr(run, name, value)
            run.state, run.message = State.RUNNING, ""
            run.progressed_at, run.finished_at = timezone.now(), None
            run.save()
    except IntegrityError as error:
        _keep_waiting(run, told_to_wait)
        raise AlreadyRunning(told_to_wait) from error
    except AlreadyRunning:
        _keep_waiting(run, told_to_wait)
        raise


def line_up(run: Run, stored: QuerySet) -> bool:
    """Have a stopped or waiting run loaded once more; return whether it is among `stored`."""
    note_dead_runs(type(run))
    waiting = stored.filter(pk=run.pk, state__in=READY)
    return bool(waiting.update(state=State.WAITING, message="", asked_at=timezone.now()))


def is_dead(run: Run) -> bool:
    """Whether the process that loaded the file is no more."""
    if run.state != State.RUNNING:
        return False
    is_silent = bool(run.progressed_at and run.progressed_at < timezone.now() - DEAD_AFTER)
    return is_silent or bool(run.process and is_let_go(run.process))


def note_dead_runs(model: type[Run]) -> None:
    """Note which runs have stopped without a word, so that they are in nobody's way."""
    running = model._default_manager.filter(state=State.RUNNING)
    dead = [run.process for run in running if is_dead(run)]
    # By the lock as well, so that one taken up again in this moment by another process stays.
    running.filter(process__in=dead).exclude(process="").update(**_stopped())
    for process in dead:
        forget(process)
    running.filter(progressed_at__lt=timezone.now() - DEAD_AFTER).update(**_stopped())


def state_of(run: Run) -> str:
    return "stopped without a word" if is_dead(run) else run.get_state_display()


def why_stopped(error: BaseException) -> str:
    """Return in words for staff what stopped a feed."""
    if isinstance(error, UnreadableFile):
        return str(error)
    if isinstance(error, KeyboardInterrupt | GeneratorExit):
        return "It was interrupted. Loaded again, it goes on."
    said = str(error).strip().partition("\n")[0]
    what = "The database failed" if isinstance(error, DatabaseError) else type(error).__name__
    return f"{what}: {said}. Loaded again, it goes on." if said else f"{what}."


def _stopped() -> dict[str, Any]:
    message = "The program that loaded it stopped."
    return {"state": State.FAILED, "message": message, "finished_at": timezone.now()}


def _claim(run: Run) -> None:
    """Take a stored run for this process alone. Raises NotWaiting when another has it."""
    stored = type(run)._default_manager.filter(pk=run.pk)
    taken = stored.filter(state__in=READY).update(state=State.RUNNING)
    run.refresh_from_db()
    if not taken:
        raise NotWaiting(f"{run.file_name} is not to be loaded now: {run.get_state_display()}.")


def _keep_waiting(run: Run, message: str) -> None:
    run.state, run.message = State.WAITING, message
    type(run)._default_manager.filter(pk=run.pk).update(state=run.state, message=run.message)
