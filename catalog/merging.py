"""Works that are one book become one, and a work that is two books becomes two.

Only what the catalogue knows moves here; docs/decisions/merging-works.md has the rules.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Count, Min, QuerySet

from catalog.models import Edition, Work
from catalog.staff_edits import WORK_FACTS, note_edits

# What a work that stays takes over where it has nothing of its own.
_FILLED_IN = ("overview", "keywords", "main_subject_id")
_COPIED = ("title", "subtitle", *_FILLED_IN)


class CannotMerge(Exception):
    """The works are not merged; the message says why."""


class CannotSplit(Exception):
    """The work is not split; the message says why."""


def lock_works(keys: Collection[int]) -> dict[int, Work]:
    """Return the works while nobody else can change them, or their reviews. In a transaction.

    They are locked in the order in which everybody locks several.
    """
    works = Work.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {work.pk: work for work in works}


@transaction.atomic
def merge_work(*, going: Work, staying: Work, staff: AbstractUser | None) -> None:
    """Bring a work's editions to another, and what that one lacks; nothing is deleted yet.

    What stands in the work that stays was chosen by staff. Where an older edition comes to it,
    whose messages would speak for it from now on, its facts are kept from feeds.
    """
    if _first_edition(going) < _first_edition(staying):
        note_edits(staying, _filled(staying), staff=staff)
    going.editions.update(work=staying)
    _fill_in(going, staying)


@transaction.atomic
def split_work(work: Work, editions: Sequence[Edition]) -> Work:
    """Make a new work, a copy of this one, of some of its editions. Raises CannotSplit."""
    if not editions:
        raise CannotSplit("Choose the editions that are another book.")
    if len(editions) == work.editions.count():
        raise CannotSplit("All editions are chosen: leave those that belong to this book.")
    new = Work.objects.create(**{column: getattr(work, column) for column in _COPIED})
    new.subjects.set(work.subjects.all())
    _copy_rows(work.contributions.all(), new)
    _copy_rows(work.editorial_reviews.all(), new)
    _copy_rows(work.staff_edits.all(), new)
    work.editions.filter(pk__in=[edition.pk for edition in editions]).update(work=new)
    return new


def duplicates_of(work: Work) -> list[Work]:
    """Return the other works with the same folded title by one of the same people. One query."""
    if not work.title_key:
        return []
    people = work.contributions.values("contributor__name_key")
    alike = Work.objects.filter(title_key=work.title_key, contributors__name_key__in=people)
    return list(alike.exclude(pk=work.pk).distinct()[:20])


def has_twins() -> QuerySet[Work]:
    """Return works whose folded title another work has, too; for staff to look through."""
    twice = Work.objects.exclude(title_key="").order_by().values("title_key")
    return Work.objects.filter(
        title_key__in=twice.annotate(n=Count("pk")).filter(n__gt=1).values("title_key")
    )


def _first_edition(work: Work) -> float:
    """Return the key of the edition that speaks for the work, or more than any."""
    first: int | None = work.editions.aggregate(first=Min("pk"))["first"]
    return float("inf") if first is None else first


def _filled(work: Work) -> list[str]:
    """Return the facts that a work has."""
    return [
        *(name for name in WORK_FACTS if hasattr(Work, name) and _has(work, name)),
        *(["contributors"] if work.contributions.exists() else []),
    ]


def _has(work: Work, name: str) -> bool:
    value = getattr(work, name)
    return value.exists() if hasattr(value, "exists") else bool(value)


def _fill_in(going: Work, staying: Work) -> None:
    """Give the work that stays what it lacks."""
    lacking = [column for column in _FILLED_IN if not getattr(staying, column)]
    for column in lacking:
        setattr(staying, column, getattr(going, column))
    staying.save(update_fields=lacking)
    if not staying.subjects.exists():
        staying.subjects.set(going.subjects.all())
    if not staying.contributions.exists():
        _copy_rows(going.contributions.all(), staying)
    if not staying.editorial_reviews.exists():
        _copy_rows(going.editorial_reviews.all(), staying)


def _copy_rows(rows: QuerySet[Any], work: Work) -> None:
    copies = list(rows)
    for copy in copies:
        copy.pk = None
        copy.work = work
    rows.model._default_manager.bulk_create(copies)
