"""Makers of rows for tests: unimportant fields have defaults, so that a test shows what matters."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from catalog.isbn import check_digit_13
from catalog.models import (
    ContentsEntry,
    Contribution,
    Contributor,
    Edition,
    EditorialReview,
    Publisher,
    Series,
    SeriesPart,
    Subject,
    Work,
)
from catalog.slugs import free_slug
from marketplace.models import Offer, PriceRecord, Seller, ShippingRate
from reviews.models import Decision, Recommendation, Review

numbers = count(1)


def make_isbn() -> str:
    """Return a valid ISBN-13 that no other row of the test has."""
    first12 = f"97819{next(numbers):07}"
    return first12 + check_digit_13(first12)


def make_user(email: str = "", **fields: Any) -> User:
    return User.objects.create_user(email or f"reader{next(numbers)}@example.org", **fields)


def make_staff(email: str = "staff@example.org") -> User:
    return User.objects.create_superuser(email, "a plain password")


def make_in_role(role: str, email: str = "") -> User:
    """Make a member of staff with the rights of one role and no others."""
    if not Group.objects.filter(name=role).exists():
        # A test with transactions of its own empties all tables, and the roles come by migration.
        import_module("moderation.migrations.0002_roles").make(apps, None)
        import_module("moderation.migrations.0004_marketplace_manager_feeds").give(apps, None)
        import_module("moderation.migrations.0006_catalogue_editor_onix").give(apps, None)
    user = make_user(email, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_moderator(email: str = "charlie@example.org") -> User:
    return make_in_role("Moderator", email)


def make_publisher(name: str = "Quiet Press") -> Publisher:
    slug = free_slug(name, among=Publisher.objects.all(), otherwise="publisher")
    return Publisher.objects.get_or_create(name=name, defaults={"slug": slug})[0]


def make_contributor(name: str = "Alice Author", **fields: Any) -> Contributor:
    slug = free_slug(name, among=Contributor.objects.all(), otherwise="contributor")
    return Contributor.objects.create(name=name, slug=slug, **fields)


def make_series(name: str = "Quiet Classics") -> Series:
    slug = free_slug(name, among=Series.objects.all(), otherwise="series")
    return Series.objects.get_or_create(name=name, defaults={"slug": slug})[0]


def make_series_part(
    edition: Edition, number: str = "", name: str = "Quiet Classics"
) -> SeriesPart:
    return SeriesPart.objects.create(edition=edition, series=make_series(name), number=number)


def make_subject(code: str, heading: str, *works: Work, scheme: str = "93") -> Subject:
    """Make a subject of Thema, or of another scheme, that these works carry."""
    slug = free_slug(heading, among=Subject.objects.all(), otherwise="subject")
    subject = Subject.objects.create(scheme=scheme, code=code, heading=heading, slug=slug)
    subject.works.add(*works)
    return subject


def make_work(title: str = "Emma", *, author: str = "", **fields: Any) -> Work:
    work = Work.objects.create(title=title, **fields)
    if author:
        Contribution.objects.create(work=work, contributor=make_contributor(author))
    return work


def make_edition(work: Work | None = None, **fields: Any) -> Edition:
    """Make a paperback of `work`, or of a work of its own."""
    fields.setdefault("isbn13", make_isbn())
    return Edition.objects.create(work=work or make_work(), **fields)


def make_contents(edition: Edition, *titles: str) -> list[ContentsEntry]:
    return ContentsEntry.objects.bulk_create(
        ContentsEntry(edition=edition, order=order, title=title)
        for order, title in enumerate(titles, 1)
    )


def make_editorial_review(work: Work, text: str = "A fine book.", **fields: Any) -> EditorialReview:
    return EditorialReview.objects.create(work=work, text=text, **fields)


def make_seller(name: str = "", **fields: Any) -> Seller:
    name = name or f"Seller {next(numbers)}"
    slug = free_slug(name, among=Seller.objects.all(), otherwise="seller")
    if fields.get("rating") is not None:
        fields.setdefault("rating_count", 10)
    return Seller.objects.create(name=name, slug=slug, **fields)


def make_offer(edition: Edition, price: str = "10.00", **fields: Any) -> Offer:
    """Make a live new offer; `price` and `shipping` may be given as text."""
    defaults: dict[str, Any] = {
        "seller": fields.get("seller") or make_seller(),
        "sku": f"SKU-{next(numbers)}",
        "condition": "new",
        "ships_in_min_days": 1,
        "ships_in_max_days": 2,
    }
    if isinstance(fields.get("shipping"), str):
        fields["shipping"] = Decimal(fields["shipping"])
    return Offer.objects.create(edition=edition, price=Decimal(price), **(defaults | fields))


def make_rate(seller: Seller, destination: str, price: str, **fields: Any) -> ShippingRate:
    return ShippingRate.objects.create(
        seller=seller, destination=destination, price=Decimal(price), **fields
    )


def make_recommendation(review: Review, edition: Edition, **fields: Any) -> Recommendation:
    fields.setdefault("order", review.recommendations.count() + 1)
    return Recommendation.objects.create(review=review, edition=edition, **fields)


def make_review(work: Work, rating: int = 5, **fields: Any) -> Review:
    """Make a published review by a reader of its own, or one in the `state` asked for."""
    state = fields.pop("state", "published")
    defaults = {"author": fields.get("author") or make_user(), "text": "Read it."}
    review = Review.objects.create(work=work, rating=rating, **(defaults | fields))
    if state != "pending":
        make_decision(review, state)
    return review


def make_decision(review: Review, outcome: str, **fields: Any) -> Decision:
    """Bring a review into the state `outcome`, without a word to anybody."""
    is_against = outcome in {"refused", "removed"}
    defaults = {"rule": "RR-11" if is_against else "", "received_at": review.created_at}
    decision = Decision.objects.create(
        review=review, work=review.work, author=review.author, outcome=outcome, **defaults | fields
    )
    review.state = outcome
    review.save(update_fields=["state"])
    return decision


def make_price_record(edition: Edition, lowest: str | None = "10.00", **fields: Any) -> PriceRecord:
    """Make what was seen of new copies: today, or `days_ago`."""
    days_ago = timedelta(days=fields.pop("days_ago", 0))
    defaults: dict[str, Any] = {
        "kind": "new",
        "lowest": None if lowest is None else Decimal(lowest),
        "offer_count": 0 if lowest is None else 1,
        "observed_at": timezone.now() - days_ago,
    }
    return PriceRecord.objects.create(edition=edition, **(defaults | fields))
