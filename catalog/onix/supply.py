"""Block 6, ProductSupply: the list price in the shop's one currency."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from catalog.onix.elements import child_text, children, with_code
from catalog.onix.records import RefusedRecord

# ONIX List 58, recommended retail prices: without tax, then with it.
_LIST_PRICES = ("01", "02")
# ONIX List 57; a PriceAmount of 0 is against the rules of ONIX, though many write it.
_FREE_OF_CHARGE = "01"
# At most what the column holds: 10 digits, two of them after the point.
_AMOUNT = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2}0*)?")


def list_price(product: etree._Element, *, store_currency: str, currency: str) -> Decimal | None:
    """Return the list price; `currency` is that of prices which name none.

    Of several prices the one in the store's currency counts. Raises RefusedRecord when there are
    only others, and for an amount that is no amount.
    """
    prices = list(_prices(product))
    currencies = [child_text(price, "CurrencyCode") or currency for price in prices]
    if not prices:
        return None
    if store_currency not in currencies:
        raise RefusedRecord(
            f"The price is in {currencies[0]}, and the shop sells in {store_currency} only."
        )
    price = prices[currencies.index(store_currency)]
    if child_text(price, "UnpricedItemType") == _FREE_OF_CHARGE:
        return Decimal("0.00")
    return _amount(child_text(price, "PriceAmount"))


def _prices(product: etree._Element) -> Iterator[etree._Element]:
    """Yield the list prices, those without tax first."""
    details = [
        detail
        for supply in children(product, "ProductSupply")
        for detail in children(supply, "SupplyDetail")
    ]
    for price_type in _LIST_PRICES:
        for detail in details:
            yield from with_code(detail, "Price", "PriceType", price_type)


def _amount(written: str) -> Decimal:
    if not _AMOUNT.fullmatch(written):
        raise RefusedRecord(
            f"The price “{written}” is not an amount. Write it as in 24.95, without a currency."
        )
    return Decimal(written).quantize(Decimal("0.01"))
