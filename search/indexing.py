"""Keeping the index as the catalogue is, work by work; search.rebuilding makes all of it anew.

Triggers note each changed work (search.triggers); `catch_up` brings the noted ones up to date. It
runs after each request that changes something (search.middleware), beside the shop all the time
(search.following), and by hand (`manage.py rebuild_search --changed`).
"""

import logging
from collections.abc import Collection, Sequence

from django.db import DatabaseError, connection, transaction

from search import levels, related, vocabulary
from search.documents import Prepared, prepare
from search.engines import engine
from search.models import Change, Document

BATCH = 250
logger = logging.getLogger(__name__)
# Any numbers that no other lock of the shop has.
_LOCK, _LOCK_ANEW = 7_305_411, 7_305_412
_COLUMNS = [field.name for field in Document._meta.fields if not field.primary_key]


def catch_up(*, most: int | None = None) -> int:
    """Bring works into the index that have changed, `most` at the most; return how many."""
    done = 0
    # Looked at before a transaction begins, which on SQLite would keep all others waiting.
    while (most is None or done < most) and Change.objects.exists():
        works = _catch_up_batch(BATCH if most is None else min(BATCH, most - done))
        if not works:
            break
        done += works
    return done


def catch_up_later_if_not_now(*, most: int) -> int:
    """As `catch_up`, where nothing may fail: what cannot be done now stays noted. Return how many.

    -1 says that the database did not let it.
    """
    try:
        return catch_up(most=most)
    except DatabaseError:
        logger.warning("The search index waits for the database.", exc_info=True)
        return -1


def waiting() -> int:
    """Return how many works have changed since they were indexed. One query."""
    return Change.objects.values("work_id").distinct().count()


@transaction.atomic
def _catch_up_batch(most: int) -> int:
    """Index some changed works; return how many, none while another process is at it."""
    if not _is_alone():
        return 0
    changed = list(Change.objects.values_list("work_id", flat=True)[: most * 4])
    works = list(dict.fromkeys(changed))[:most]
    if works:
        changes = noted(works)
        index(works)
        forget(changes)
    return len(works)


def noted(works: Collection[int]) -> Sequence[int]:
    """Return the changes of these works by now: one noted from here on may not be read any more."""
    return list(Change.objects.filter(work_id__in=works).values_list("pk", flat=True))


def forget(changes: Collection[int]) -> None:
    Change.objects.filter(pk__in=changes)._raw_delete(using="default")


@transaction.atomic
def index(works: Collection[int]) -> None:
    """Bring these works up to date in the index, or out of it where they are gone."""
    known, count = digests(works), Document.objects.count()
    prepared = prepare(list(works), levels.thresholds_for(count))
    new = [each.entry for each in prepared if each.document.work_id not in known]
    # Of the others those whose words have changed.
    changed = [
        each.entry
        for each in prepared
        if known.get(each.document.work_id, each.document.digest) != each.document.digest
    ]
    keep(prepared)
    engine().put([*new, *changed])
    vocabulary.count_new(new)
    vocabulary.count_changed(changed)
    remove({*works} - {each.document.work_id for each in prepared})
    if count < levels.FEW <= count + len(new):
        note_all()


def digests(works: Collection[int]) -> dict[int, str]:
    """Return by work the digest of the words that the index has of it."""
    return dict(Document.objects.filter(work_id__in=works).values_list("work_id", "digest"))


def keep(prepared: Sequence[Prepared]) -> None:
    """Keep all but the words of these works."""
    Document.objects.bulk_create(
        (each.document for each in prepared),
        update_conflicts=True,
        unique_fields=["work_id"],
        update_fields=_COLUMNS,
    )
    related.put({each.document.work_id: each.shelves for each in prepared})


def note_all() -> None:
    """Have all works indexed once more: from now on they have levels."""
    works = Document.objects.values_list("work_id", flat=True)
    Change.objects.bulk_create(Change(work_id=work) for work in works)


def remove(works: Collection[int]) -> None:
    keys = list(works)
    if keys:
        Document.objects.filter(work_id__in=keys)._raw_delete(using="default")
        related.remove(keys)
        engine().remove(keys)


def _is_alone() -> bool:
    """Whether no other process indexes now, nor until the transaction ends."""
    return _lock("pg_try_advisory_xact_lock", _LOCK) is not False


def wait_to_be_alone() -> None:
    _lock("pg_advisory_xact_lock", _LOCK)


def may_make_anew() -> bool:
    """Whether no other process makes the index anew, nor until it is told that others may."""
    return _lock("pg_try_advisory_lock", _LOCK_ANEW) is not False


def others_may_make_anew() -> None:
    _lock("pg_advisory_unlock", _LOCK_ANEW)


def _lock(function: str, number: int) -> object:
    """Ask PostgreSQL for a lock of the index. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [number])
        return cursor.fetchone()[0]
