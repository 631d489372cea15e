"""Keeping the index as the catalogue is: what has changed, work by work, or all of it anew.

Triggers note each changed work (search.triggers); `catch_up` brings the noted ones up to date. It
runs after each request that changes something (search.middleware), beside the shop all the time
(search.following), and by hand (`manage.py rebuild_search --changed`).
"""

import logging
from collections.abc import Collection, Iterator, Sequence

from django.db import DatabaseError, connection, transaction

from catalog.models import Work
from search import levels, related, vocabulary
from search.documents import Prepared, prepare
from search.engines import engine
from search.models import Change, Document
from search.vocabulary import Counts

BATCH = 250
logger = logging.getLogger(__name__)
# Any number that no other lock of the shop has.
_LOCK = 7_305_411
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


def rebuild() -> Iterator[int]:
    """Make the index anew, work by work, while the shop goes on to use it; yield how many each.

    A rebuild that is stopped leaves an index that is as good as before.
    """
    counts = Counts()
    last = 0
    while works := list(
        Work.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        with transaction.atomic():
            _wait_to_be_alone()
            noted = _noted(works)
            for prepared in _put(works):
                counts.add(prepared.entry)
            _forget(noted)
            gone = Document.objects.filter(work_id__gt=last, work_id__lte=works[-1])
            _remove(gone.exclude(work_id__in=works).values_list("work_id", flat=True))
        last = works[-1]
        yield len(works)
    with transaction.atomic():
        _remove(Document.objects.filter(work_id__gt=last).values_list("work_id", flat=True))
    vocabulary.replace_by(counts)


@transaction.atomic
def _catch_up_batch(most: int) -> int:
    """Index some changed works; return how many, none while another process is at it."""
    if not _is_alone():
        return 0
    noted = list(Change.objects.values_list("pk", "work_id")[: most * 4])
    works = list(dict.fromkeys(work for _, work in noted))[:most]
    if works:
        changes = _noted(works)
        index(works)
        _forget(changes)
    return len(works)


def _noted(works: Collection[int]) -> Sequence[int]:
    """Return the changes of these works by now: one noted from here on may not be read any more."""
    return list(Change.objects.filter(work_id__in=works).values_list("pk", flat=True))


def _forget(changes: Collection[int]) -> None:
    Change.objects.filter(pk__in=changes)._raw_delete(using="default")


@transaction.atomic
def index(works: Collection[int]) -> None:
    """Bring these works up to date in the index, or out of it where they are gone."""
    known = dict(Document.objects.filter(work_id__in=works).values_list("work_id", "digest"))
    prepared = _put(works, known)
    vocabulary.count_new(each.entry for each in prepared if each.document.work_id not in known)
    vocabulary.count_changed(
        each.entry
        for each in prepared
        if each.document.work_id in known and each.document.digest != known[each.document.work_id]
    )
    _remove({*works} - {each.document.work_id for each in prepared})


def _put(works: Collection[int], known: dict[int, str] | None = None) -> Sequence[Prepared]:
    """Keep the entries of these works; those whose words are as in `known` are not written."""
    count = Document.objects.count()
    prepared = prepare(list(works), levels.thresholds_for(count))
    Document.objects.bulk_create(
        (each.document for each in prepared),
        update_conflicts=True,
        unique_fields=["work_id"],
        update_fields=_COLUMNS,
    )
    related.put({each.document.work_id: each.shelves for each in prepared})
    digests = known or {}
    engine().put(
        [
            each.entry
            for each in prepared
            if digests.get(each.document.work_id) != each.document.digest
        ]
    )
    if count < levels.FEW <= Document.objects.count():
        _note_all()
    return prepared


def _note_all() -> None:
    """Have all works indexed once more: from now on they have levels."""
    works = Document.objects.values_list("work_id", flat=True)
    Change.objects.bulk_create(Change(work_id=work) for work in works)


def _remove(works: Collection[int]) -> None:
    keys = list(works)
    if keys:
        Document.objects.filter(work_id__in=keys)._raw_delete(using="default")
        related.remove(keys)
        engine().remove(keys)


def _is_alone() -> bool:
    """Whether no other process indexes now, nor until the transaction ends."""
    return _lock("pg_try_advisory_xact_lock") is not False


def _wait_to_be_alone() -> None:
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> object:
    """Ask PostgreSQL for the lock of the index. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
        return cursor.fetchone()[0]
