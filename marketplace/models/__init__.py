"""Who sells which book, for how much, and how that changed."""

from marketplace.models.feeds import FeedRun, Proposal
from marketplace.models.offers import ListingVisit, Offer
from marketplace.models.prices import PriceRecord
from marketplace.models.sellers import Seller, ShippingRate

__all__ = [
    "FeedRun",
    "ListingVisit",
    "Offer",
    "PriceRecord",
    "Proposal",
    "Seller",
    "ShippingRate",
]
