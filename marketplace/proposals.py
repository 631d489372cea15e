"""Lines without a usable ISBN, once staff have said which book they are about (B15)."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from catalog.importing import Outcome
from marketplace.conditions import Condition
from marketplace.feeds import values
from marketplace.feeds.records import OfferRecord
from marketplace.models import Offer, Proposal
from marketplace.offer_loading import load_offers


class CannotConfirm(Exception):
    """The line does not become an offer; the message is the reason, and the line still waits."""


@transaction.atomic
def confirm(proposal: Proposal, *, isbn13: str, condition: Condition | None) -> Offer:
    """Make the line an offer, as its feed would have with that ISBN, and return it.

    Raises CannotConfirm for what a feed refuses, and when the line is dealt with already.
    """
    waiting = Proposal.objects.select_for_update().filter(pk=proposal.pk)
    found = waiting.select_related("seller").first()
    if found is None:
        raise CannotConfirm("Somebody else has dealt with this line already.")
    (result,) = load_offers([record_of(found, isbn13=isbn13, condition=condition)])
    if result.outcome is Outcome.REFUSED:
        raise CannotConfirm(result.reason)
    # The loader clears the line away itself where it makes an offer of it.
    waiting.delete()
    return Offer.objects.get(seller=found.seller, sku=found.sku)


def condition_of(proposal: Proposal) -> Condition | None:
    """Return the grade that the line states, if any."""
    stated = proposal.said.get("condition")
    return Condition(stated) if stated in Condition.values else None


def record_of(proposal: Proposal, *, isbn13: str, condition: Condition | None) -> OfferRecord:
    """Return the line as a feed has it. Needs `seller`. Raises CannotConfirm for its price."""
    said: dict[str, Any] = proposal.said
    try:
        # The shop's limits may be others than when the line came.
        price = values.price(said["price"])
    except ValueError as error:
        raise CannotConfirm(f"price: {error}") from error
    shipping = said["shipping"]
    changed = {
        # The seller may have another name by now.
        "seller": proposal.seller.name,
        "isbn13": isbn13,
        "condition": condition,
        "price": price,
        "shipping": None if shipping is None else Decimal(shipping),
    }
    return OfferRecord(**said | changed)
