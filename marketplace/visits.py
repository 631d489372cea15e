"""Counting how often shoppers go on to a listing; nothing is kept of who they are."""

import re

from django.db.models import F
from django.utils import timezone

from marketplace.models import ListingVisit, Offer

# What programs that read the web say of themselves; a browser says who it is, too.
_PROGRAM = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|^$", re.I)


def is_program(user_agent: str) -> bool:
    """Whether it is plainly no shopper who asks."""
    return bool(_PROGRAM.search(user_agent.strip()))


def count_visit(offer: Offer) -> None:
    """Add one to the visits of today."""
    visit, _ = ListingVisit.objects.get_or_create(offer=offer, day=timezone.localdate())
    ListingVisit.objects.filter(pk=visit.pk).update(count=F("count") + 1)
