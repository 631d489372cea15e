from django.db import transaction
from django.db.models import Count, Q

from catalog.models import Work
from reviews.models import STARS, RatingSummary, Review


@transaction.atomic
def rebuild_rating_summary(work_id: int) -> None:
    """Count a work's published reviews anew, one rebuild at a time for each work."""
    Work.objects.select_for_update().get(pk=work_id)
    counts = (
        Review.objects.filter(work=work_id)
        .published()
        .aggregate(**{f"stars_{stars}": Count("pk", filter=Q(rating=stars)) for stars in STARS})
    )
    RatingSummary.objects.update_or_create(work_id=work_id, defaults=counts)
