"""Reviews and all that goes with them when works are merged or split.

The reasons are in docs/decisions/merging-works.md.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from accounts.models import User
from catalog.models import Edition, Work
from reviews import notices
from reviews.models import Appeal, Brake, Decision, Draft, RatingSummary, Review
from reviews.services import rebuild_rating_summary

MERGED = (
    "The shop had this book twice, and you had reviewed both. One review of yours stands for it."
)
PARTED = "What the shop took for one book is two again, so that each of your reviews stands."


class AppealOpen(Exception):
    """A review that would be set aside has an appeal that nobody has decided on."""


class Pair(NamedTuple):
    """Two reviews by one reader of works that are to become one."""

    stays: Review
    is_set_aside: Review


def pairs_in(works: Collection[Work]) -> list[Pair]:
    """Return the reviews that would be set aside if these works were one. Two queries.

    Of a reader's reviews a published one stays before others, then the newer one.
    """
    of_these = Review.objects.standing().filter(work__in=works, author__isnull=False)
    twice = of_these.order_by().values("author").annotate(n=Count("pk")).filter(n__gt=1)
    reviews = of_these.filter(author__in=twice.values("author")).select_related("work", "pen_name")
    by_author: dict[int | None, list[Review]] = {}
    for review in reviews:
        by_author.setdefault(review.author_id, []).append(review)
    return [pair for reviews in by_author.values() for pair in _pairs(reviews)]


@transaction.atomic
def merge_reviews(*, going: Work, staying: Work, staff: User) -> None:
    """Bring everything readers wrote about one work to another. Raises AppealOpen.

    The caller has locked both works.
    """
    for pair in pairs_in([going, staying]):
        _set_aside(pair.is_set_aside, staff)
    Review.objects.filter(work=going).update(work=staying)
    Decision.objects.filter(work=going).update(work=staying)
    _merge_drafts(going, staying)
    _merge_brakes(going, staying, staff)
    RatingSummary.objects.filter(work=going).delete()
    rebuild_rating_summary(staying.pk)


@transaction.atomic
def split_reviews(*, editions: Iterable[Edition], old: Work, new: Work, staff: User) -> None:
    """Let the reviews that were written of these editions go with them to their new work.

    One that was set aside stands again where nothing stands against it any more.
    """
    moved = Review.objects.filter(work=old, edition__in=editions)
    keys = list(moved.values_list("pk", flat=True))
    Review.objects.filter(pk__in=keys).update(work=new)
    Decision.objects.filter(review__in=keys).update(work=new)
    for brake in Brake.objects.on().filter(work=old):
        # New reviews of either are as suspect as they were.
        Brake.objects.create(
            work=new,
            begun_at=brake.begun_at,
            arrived=brake.arrived,
            usual_per_day=brake.usual_per_day,
        )
    _bring_back([old, new], staff)
    rebuild_rating_summary(old.pk)
    rebuild_rating_summary(new.pk)


def _pairs(reviews: list[Review]) -> list[Pair]:
    first, *others = sorted(
        reviews,
        key=lambda review: (review.is_published, review.edited_at or review.created_at, review.pk),
        reverse=True,
    )
    return [Pair(first, other) for other in others]


def _set_aside(review: Review, staff: User) -> None:
    if Appeal.objects.filter(decision__review=review, state=Appeal.State.OPEN).exists():
        raise AppealOpen(
            f"The reader {review.signature} has appealed about a review of “{review.work}” that "
            "would be set aside. Decide on the appeal first, then merge."
        )
    notices.tell_of_decision(_note(review, Review.State.SET_ASIDE, staff, note=MERGED))


def _bring_back(works: list[Work], staff: User) -> None:
    """Give those set aside their state back, the newest first, where their reader has no other."""
    aside = Review.objects.filter(work__in=works, state=Review.State.SET_ASIDE)
    for review in aside.select_related("work", "author").order_by("-created_at", "-pk"):
        others = Review.objects.standing().filter(work=review.work_id, author=review.author_id)
        if review.author_id is None or not others.exists():
            _restore(review, staff)


def _restore(review: Review, staff: User) -> None:
    """Let a review be as the last decision before it was set aside left it."""
    last = review.decisions.exclude(outcome=Review.State.SET_ASIDE).last()
    if last is None:
        decision = _note(review, Review.State.PENDING, staff, note=PARTED)
    else:
        said = {"rule": last.rule, "words": last.words, "note": last.note or PARTED}
        decision = _note(review, last.outcome, staff, **said)
    notices.tell_of_decision(decision)


def _note(review: Review, state: str, staff: User, **said: str) -> Decision:
    """Note what follows from what staff said of the works, and bring the review into its state."""
    decision = Decision.objects.create(
        review=review,
        work_id=review.work_id,
        author=review.author,
        outcome=state,
        # Nobody has judged the review itself.
        is_automatic=True,
        decided_by=staff,
        received_at=review.created_at,
        **said,
    )
    Review.objects.filter(pk=review.pk).update(state=state)
    return decision


def _merge_drafts(going: Work, staying: Work) -> None:
    """Of two drafts by one reader the newer goes on, with the words of the older below its own."""
    others = {draft.author_id: draft for draft in Draft.objects.filter(work=staying)}
    for draft in Draft.objects.filter(work=going):
        other = others.get(draft.author_id)
        if other is None:
            Draft.objects.filter(pk=draft.pk).update(work=staying)
            continue
        older, newer = sorted((draft, other), key=lambda each: each.updated_at)
        Draft.objects.filter(pk=other.pk).update(typed=_joined(newer.typed, older.typed))
        draft.delete()


def _joined(newer: dict[str, list[str]], older: dict[str, list[str]]) -> dict[str, list[str]]:
    texts = dict.fromkeys([*newer.get("text", []), *older.get("text", [])])
    return {**newer, "text": ["\n\n".join(text for text in texts if text)]}


def _merge_brakes(going: Work, staying: Work, staff: User) -> None:
    """A brake of either holds the reviews of both, from the day of the earlier one."""
    on = Brake.objects.on().filter(work__in=[going, staying])
    if on.count() > 1:
        begun_at = on.aggregate(first=Min("begun_at"))["first"]
        on.filter(work=staying).update(begun_at=begun_at)
        on.filter(work=going).update(lifted_at=timezone.now(), lifted_by=staff)
    Brake.objects.filter(work=going).update(work=staying)
