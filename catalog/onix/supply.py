"""Block 6, ProductSupply: whether the book can be had, and its list price (`prices`)."""

from catalog.onix.datestamps import is_price_of_unknown_day
from catalog.onix.elements import Element, Warn, child_text, children
from catalog.onix.prices import Shop, list_price
from catalog.onix.records import Supply
from catalog.onix.tables import table

# ONIX List 65: to be asked of the supplier.
NOT_KNOWN = "99"


def supply(product: Element, shop: Shop, warn: Warn) -> Supply:
    details = [
        detail
        for product_supply in children(product, "ProductSupply")
        for detail in children(product_supply, "SupplyDetail")
    ]
    return Supply(
        list_price(details, shop, warn),
        _availability(details, warn),
        is_price_of_unknown_day(product),
    )


def _availability(details: list[Element], warn: Warn) -> str:
    """Return what the first supplier says who says something."""
    for detail in details:
        if code := child_text(detail, "ProductAvailability"):
            if code in table("list65"):
                return "" if code == NOT_KNOWN else code
            warn(f"The availability “{code}” is not one of ONIX List 65 and was left out.")
    return ""
