"""Offers and readers' reviews of made-up books as rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bookstore.generated.money import in_text, within_limits
from bookstore.generated.placed import Placed
from bookstore.generated.rows import Rows, next_keys
from marketplace.models import Offer
from reviews.models import STARS, Decision, RatingSummary, Review


def store_offers(placed: Sequence[Placed], sellers: Mapping[int, int], now: Any) -> None:
    """Store offers of the leading editions; `sellers` gives the key for a seller's number."""
    rows = Rows(
        Offer,
        *("seller", "sku", "edition", "condition", "price", "shipping", "quantity"),
        *("ships_in_min_days", "ships_in_max_days", "created_at"),
    )
    for book, _, (edition, *_others) in placed:
        sku = f"G{book.editions[0].isbn13}"
        for offer in book.offers:
            price, shipping = in_text(within_limits(offer.price)), in_text(offer.shipping)
            facts = (sku, edition, offer.condition, price, shipping, offer.quantity)
            rows.add(sellers[offer.seller], *facts, 1, 3, now)
    rows.store()


def store_reviews(placed: Sequence[Placed], now: Any) -> None:
    """Store reviews as those of closed accounts, each published by a decision, and counted."""
    keys = next_keys(Review, sum(len(each.book.reviews) for each in placed))
    reviews = Rows(Review, "id", "work", "edition", "rating", "text", "findings", "created_at")
    decisions = Rows(Decision, "review", "work", "outcome", "decided_at", "received_at")
    remaining = iter(keys)
    for book, work, (edition, *_others) in placed:
        for rating, text in book.reviews:
            key = next(remaining)
            reviews.add(key, work, edition, rating, text, "[]", now)
            decisions.add(key, work, Decision.Outcome.PUBLISHED.value, now, now)
    reviews.store()
    decisions.store()
    Review.objects.filter(pk__in=keys).update(state=Review.State.PUBLISHED)
    _store_summaries(placed)


def _store_summaries(placed: Sequence[Placed]) -> None:
    rows = Rows(RatingSummary, "work", *(f"stars_{stars}" for stars in STARS))
    for book, work, _ in placed:
        counts = Counter(rating for rating, _ in book.reviews)
        if counts:
            rows.add(work, *(counts[stars] for stars in STARS))
    rows.store()
