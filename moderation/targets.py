"""What may be reported: only what the public can see, and how it is named in words."""

from django.db.models import Model, QuerySet
from django.urls import reverse

from accounts.models import PenName
from catalog.models import Edition
from catalog.plain_text import short_line
from marketplace.models import Offer, Seller
from reviews.models import Review

TITLE_SHOWN = 100

GONE = {
    "review": "a review that is gone now",
    "pen_name": "a pen name that is gone now",
    "edition": "the page of a book that is gone now",
    "offer": "an offer that is gone now",
    "seller": "a seller that is gone now",
}


def public_reviews() -> QuerySet[Review]:
    return Review.objects.published().select_related("work", "edition__work", "pen_name")


def public_pen_names() -> QuerySet[PenName]:
    """Those that sign a published review; elsewhere the public sees no names."""
    return PenName.objects.filter(
        pk__in=Review.objects.published().filter(pen_name__isnull=False).values("pen_name")
    )


def public_editions() -> QuerySet[Edition]:
    return Edition.objects.with_book_facts()


def public_offers() -> QuerySet[Offer]:
    return Offer.objects.live().select_related("seller", "edition__work")


def public_sellers() -> QuerySet[Seller]:
    return Seller.objects.filter(is_active=True)


def words_for(kind: str, target: Model | None) -> str:
    """Name a thing in the middle of a sentence.

    Nothing of a review's own words: they may be the very thing that was reported.
    """
    match target:
        case Review():
            return f"a review of “{_short(target.work.title)}”"
        case PenName():
            return f"the pen name {target.name}"
        case Edition():
            return f"the page of “{_short(target.work.title)}”, {target.format_label}"
        case Offer():
            return f"an offer of {target.seller} for “{_short(target.edition.work.title)}”"
        case Seller():
            return f"the seller {target.name}"
    return GONE[kind]


def address_of(target: Model | None) -> str:
    """Return the public page that shows a thing, or "" where it has none, or none any more."""
    match target:
        case Review() if target.is_published:
            return target.get_absolute_url()
        case Edition():
            return target.get_absolute_url()
        case Offer():
            return reverse("marketplace:offer-list", args=[target.edition.isbn13])
        case Seller() if target.is_active:
            return target.get_absolute_url()
    return ""


def _short(title: str) -> str:
    return short_line(title, most=TITLE_SHOWN)
