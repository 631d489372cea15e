"""A brake on reviews of a book that come far faster than usual: new ones wait (B18a)."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Max, Min
from django.utils import timezone

from accounts.models import User
from catalog.models import Work
from reviews.models import Brake, Review

# Below this many in a day moderators read each one anyway, and a small club would do as much.
ARRIVED_MIN = 10
# A new film or a prize doubles or triples what comes; a campaign brings a multiple of that.
TIMES_USUAL = 5
RUSH = timedelta(hours=24)
# A season, so that one lively week is not taken for what is usual.
USUAL_DAYS = 90


class AlreadyLifted(Exception):
    """Somebody has lifted the brake already."""


def is_far_too_fast(*, arrived: int, usual_per_day: Decimal) -> bool:
    """Whether so many reviews of one book in 24 hours are far more than it usually gets."""
    return arrived >= ARRIVED_MIN and arrived > TIMES_USUAL * usual_per_day


def usual_per_day(*, arrived_before: int) -> Decimal:
    """Return the reviews a day over the 90 days before, to two decimal places."""
    return (Decimal(arrived_before) / USUAL_DAYS).quantize(Decimal("0.01"))


def apply_brake(work: Work) -> Brake | None:
    """Put the brake on when reviews of the work come far too fast; return it where it is new.

    Counted are reviews that are there, one for each account: who sends and takes back one review
    again and again makes no rush.
    """
    if Brake.objects.on().filter(work=work).exists():
        return None
    since = _counted_since(work)
    reviews = Review.objects.standing().filter(work=work)
    rush = reviews.filter(created_at__gt=since).aggregate(
        arrived=Count("pk"), first=Min("created_at")
    )
    before = reviews.filter(
        created_at__lte=since, created_at__gt=since - timedelta(days=USUAL_DAYS)
    )
    usual = usual_per_day(arrived_before=before.count())
    if not is_far_too_fast(arrived=rush["arrived"], usual_per_day=usual):
        return None
    # It begins with the first review of the rush, so that all of the rush wait.
    facts = {"begun_at": rush["first"], "arrived": rush["arrived"], "usual_per_day": usual}
    brake, is_new = Brake.objects.get_or_create(work=work, lifted_at=None, defaults=facts)
    return brake if is_new else None


def lift_brake(*, brake: Brake, staff: User) -> None:
    """Let the reviews that waited be published again. Raises AlreadyLifted."""
    on = Brake.objects.on().filter(pk=brake.pk)
    if not on.update(lifted_at=timezone.now(), lifted_by=staff):
        raise AlreadyLifted
    brake.refresh_from_db()


def _counted_since(work: Work) -> datetime:
    """Return when the last 24 hours began, or when staff lifted the last brake in them."""
    lifted_at = Brake.objects.filter(work=work).aggregate(at=Max("lifted_at"))["at"]
    a_day_ago = timezone.now() - RUSH
    return max(a_day_ago, lifted_at) if lifted_at else a_day_ago
