"""Merging and splitting works with all that the rooms keep about them, in one transaction."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, QuerySet

from accounts.models import User
from catalog.merging import CannotMerge, CannotSplit, lock_works, merge_work, split_work
from catalog.models import Edition, Work
from marketplace.models import Offer
from reviews.models import Review
from reviews.moving import AppealOpen, merge_reviews, split_reviews

GONE = "One of these works is gone meanwhile: somebody has merged or deleted it."


class Holdings(NamedTuple):
    """What belongs to a work, for staff who are about to move it."""

    work: Work
    editions: Sequence[Edition]
    reviews: int
    published: int


def holdings_of(works: Sequence[Work]) -> list[Holdings]:
    """Return what belongs to each work, in five queries.

    The editions have `offer_count` and `review_count`.
    """
    editions = Edition.objects.filter(work__in=works).select_related("publisher").order_by("pk")
    of_works = Review.objects.filter(work__in=works)
    offers = _counted(Offer.objects.filter(edition__work__in=works), by="edition")
    reviewed = _counted(of_works, by="edition")
    reviews = _counted(of_works, by="work")
    published = _counted(of_works.published(), by="work")
    rows: dict[int, list[Edition]] = {work.pk: [] for work in works}
    for edition in editions:
        edition.offer_count = offers.get(edition.pk, 0)  # type: ignore[attr-defined]
        edition.review_count = reviewed.get(edition.pk, 0)  # type: ignore[attr-defined]
        rows[edition.work_id].append(edition)
    return [
        Holdings(work, rows[work.pk], reviews.get(work.pk, 0), published.get(work.pk, 0))
        for work in works
    ]


@transaction.atomic
def merge(*, staying: Work, going: Collection[Work], staff: User) -> Work:
    """Make several works one, with their editions, offers and reviews. Raises CannotMerge."""
    keys = {staying.pk, *(work.pk for work in going)}
    works = lock_works(keys)
    if set(works) != keys:
        raise CannotMerge(GONE)
    if len(works) < 2:
        raise CannotMerge("Choose at least two works, and the one that stays.")
    stays = works.pop(staying.pk)
    for goes in works.values():
        try:
            merge_reviews(going=goes, staying=stays, staff=staff)
        except AppealOpen as appeal:
            raise CannotMerge(str(appeal)) from appeal
        merge_work(going=goes, staying=stays, staff=staff)
        goes.delete()
    return stays


@transaction.atomic
def split(*, work: Work, editions: Collection[int], staff: User) -> Work:
    """Make the editions with these keys a work of their own, with their offers and reviews.

    Raises CannotSplit.
    """
    locked = lock_works([work.pk])
    if not locked:
        raise CannotSplit("This work is gone meanwhile.")
    old = locked[work.pk]
    chosen = list(old.editions.filter(pk__in=editions))
    if len(chosen) != len(set(editions)):
        raise CannotSplit("One of the editions is not of this work any more. Look again.")
    new = split_work(old, chosen)
    split_reviews(editions=chosen, old=old, new=new, staff=staff)
    return new


def _counted(rows: QuerySet, *, by: str) -> dict[int | None, int]:
    return dict(rows.order_by().values_list(by).annotate(count=Count("pk")))
