"""Block 6, ProductSupply: list price and availability."""

from datetime import date
from decimal import Decimal

from lxml import etree

from catalog.onix.records import Product
from catalog.onix.writing.elements import element

# ONIX Lists 93 and 65: the sender is a retailer; the sender does not know the availability.
_RETAILER, _AVAILABILITY_NOT_KNOWN = "08", "99"
# ONIX List 3.
_PUBLISHER = "01"
# ONIX Lists 58 and 57: recommended without tax; free, and ask the supplier for the price.
_LIST_PRICE, _FREE_OF_CHARGE, _PRICE_NOT_KNOWN = "01", "01", "04"


def supply(product: Product, *, sender: str, currency: str) -> etree._Element | None:
    facts = product.supply
    if facts.list_price is None and not facts.availability:
        return None
    return element(
        "ProductSupply",
        element(
            "SupplyDetail",
            element(
                "Supplier",
                element("SupplierRole", _RETAILER),
                element("SupplierName", sender),
            ),
            element("ProductAvailability", facts.availability or _AVAILABILITY_NOT_KNOWN),
            element("UnpricedItemType", _PRICE_NOT_KNOWN)
            if facts.list_price is None
            else _price(facts.list_price, currency, product.sent_on),
        ),
    )


def _price(amount: Decimal, currency: str, stated_on: date | None) -> etree._Element:
    """Return the price with the day when the publisher stated it, which the message is not from.

    Where nobody knows the day, it says only whom the price is from.
    """
    origin = (
        {"sourcetype": _PUBLISHER} if stated_on is None else {"datestamp": f"{stated_on:%Y%m%d}"}
    )
    return element(
        "Price",
        element("PriceType", _LIST_PRICE),
        # ONIX allows no amount of 0.
        element("PriceAmount", f"{amount:.2f}")
        if amount
        else element("UnpricedItemType", _FREE_OF_CHARGE),
        element("CurrencyCode", currency),
        **origin,
    )
