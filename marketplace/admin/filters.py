from catalog.admin.filters import AutocompleteFilter
from marketplace.models import Offer


class SellerFilter(AutocompleteFilter):
    """By the seller of an offer, or of anything else that has one."""

    title = "seller"
    parameter_name = "seller"
    field = Offer._meta.get_field("seller")
    lookup = "seller"
