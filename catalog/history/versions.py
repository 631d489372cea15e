"""Takes versions of works: what staff save, and what feeds change of a work that has versions."""

from collections.abc import Iterable

import reversion
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.utils import timezone
from reversion.models import Revision, Version

from catalog.history.snapshots import EDITION_ROWS, WORK_ROWS, Snapshot, snapshot_from, snapshot_of
from catalog.models import Edition, Work

FEED = "ONIX feed"
AS_IT_IS = "As it was before staff changed it"

reversion.register(Work, follow=[*WORK_ROWS, "editions"])
reversion.register(Edition, follow=list(EDITION_ROWS))
for _model in [*WORK_ROWS.values(), *EDITION_ROWS.values()]:
    reversion.register(_model)


def remember(work: Work, *, staff: AbstractUser | None, comment: str) -> None:
    """Note that the work has changed, and keep it as it is in the database now as a version."""
    note_change(Work.objects.filter(pk=work.pk))
    _keep(work, staff=staff, comment=comment)


def _keep(work: Work, *, staff: AbstractUser | None, comment: str) -> None:
    # A fresh row, since one from a form may carry lists that were read before the form was saved.
    fresh = Work.objects.filter(pk=work.pk).first()
    if fresh is None:
        return
    with reversion.create_revision(manage_manually=True):
        reversion.add_to_revision(fresh)
        reversion.set_comment(comment)
        if staff is not None:
            reversion.set_user(staff)


def remember_as_it_is(work: Work) -> None:
    """Keep the work as a version unless the last one tells the same; before staff change it."""
    last = revisions_of(work.pk).first()
    if last is None or snapshot_in(last) != snapshot_of(work):
        _keep(work, staff=None, comment=AS_IT_IS)


def note_change(works: QuerySet[Work]) -> None:
    """Note that these works, or what goes out with them, are not what they were. One query."""
    chosen = Work.objects.filter(pk__in=works.order_by().values("pk"))
    chosen.update(changed_at=timezone.now())


def note_feed_change(works: Iterable[Work]) -> None:
    """Note what a feed made of these works, and keep it as a version where they have versions.

    Call it with the works that a batch has changed, once their rows are written. Two queries when
    none has versions.
    """
    by_key = {str(work.pk): work for work in works}
    note_change(Work.objects.filter(pk__in=by_key))
    known = Version.objects.get_for_model(Work).filter(object_id__in=by_key)
    for key in sorted(set(known.order_by().values_list("object_id", flat=True)), key=int):
        _keep(by_key[key], staff=None, comment=FEED)


def revisions_of(work_pk: int) -> QuerySet[Revision]:
    """Return the versions of a work, the newest first."""
    of_work = Version.objects.get_for_object_reference(Work, work_pk)
    return (
        Revision.objects.filter(pk__in=of_work.order_by().values("revision"))
        .select_related("user")
        .order_by("-pk")
    )


def snapshot_in(revision: Revision) -> Snapshot:
    """Return the work as a version tells it. Runs a query unless `version_set` was prefetched."""
    return snapshot_from(version.serialized_data for version in revision.version_set.all())


def is_named_by_a_version(edition: Edition, cover: str) -> bool:
    """Whether a version needs this cover file for the way back. Runs a query."""
    versions = Version.objects.get_for_object_reference(Edition, edition.pk)
    return versions.filter(serialized_data__contains=f'"{cover}"').exists()
