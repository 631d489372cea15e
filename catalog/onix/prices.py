"""The list price: the right one of the prices of a record."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalog.onix.elements import Element, Warn, child, child_text, children, with_code, xml_of
from catalog.publication_date import InvalidDate, parse_onix_date

# ONIX List 58, prices for everybody who buys, in pairs without tax and with it: recommended, fixed
# by law, fixed by the importer, set by the publisher on agency terms. All others are what
# bookshops pay, special sales, or values for the customs; those for pre-orders end one day.
_LIST_PRICES = (("01", "02"), ("03", "04"), ("33", "34"), ("41", "42"))
# There the tax is added at the till; elsewhere a price for consumers has to include it.
_SHOWN_WITHOUT_TAX = {"USD", "CAD"}
# ONIX List 59: consumer price, none said, unqualified. The others are for members, schools, sets...
_QUALIFIERS = ("05", "", "00")
# ONIX List 173.
_FROM, _UNTIL = "14", "15"
_WORLD = {"WORLD", "ROW"}
# ONIX List 57; an amount of 0 is against the rules of ONIX, though many write it.
_FREE_OF_CHARGE = "01"
# At most what the column holds: 10 digits, two of them after the point.
_AMOUNT = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2}0*)?")


@dataclass(frozen=True)
class Shop:
    """What the shop sells in, when and where, and its name; the country is a code of List 91."""

    currency: str
    today: date
    country: str = ""
    name: str = ""


def list_price(details: Sequence[Element], shop: Shop, warn: Warn) -> Decimal | None:
    """Return the best list price of all SupplyDetails, if there is one for this shop.

    Prices of today go before those to come, and those of the general trade before those of a class
    of it; then the type counts, then the qualifier, then the order of the file.
    """
    prices = list(_candidates(details))
    ours = [price for price in prices if _currency(price, shop) == shop.currency]
    if prices and not ours:
        warn(
            f"The price is in {_currency(prices[0], shop)}, and the shop sells in "
            f"{shop.currency} only; it was left out."
        )
    for price in _best_first(ours, shop, warn):
        if child_text(price, "UnpricedItemType") == _FREE_OF_CHARGE:
            return Decimal("0.00")
        written = child_text(price, "PriceAmount")
        if _AMOUNT.fullmatch(written):
            return Decimal(written).quantize(Decimal("0.01"))
        warn(
            f"The price “{written}” is not an amount and was left out. Write it as in 24.95, "
            "without a currency."
        )
    return None


def _candidates(details: Sequence[Element]) -> Iterator[Element]:
    """Yield the prices of a single copy for any consumer that have, or should have, an amount."""
    types = {code for pair in _LIST_PRICES for code in pair}
    for detail in details:
        for price in children(detail, "Price"):
            if (
                child_text(price, "PriceType") in types
                and child_text(price, "PriceQualifier") in _QUALIFIERS
                and child_text(price, "MinimumOrderQuantity") in {"", "0", "1"}
                and child_text(price, "UnpricedItemType") in {"", _FREE_OF_CHARGE}
            ):
                yield price


def _currency(price: Element, shop: Shop) -> str:
    return child_text(price, "CurrencyCode").upper() or shop.currency


def _best_first(prices: list[Element], shop: Shop, warn: Warn) -> list[Element]:
    meant = [price for price in prices if not shop.country or _is_for(price, shop.country)]
    if prices and not meant:
        warn(f"The prices in {shop.currency} are not for {shop.country}; they were left out.")
    periods = [(price, *_period(price)) for price in meant]
    valid = [(price, first) for price, first, last in periods if not last or shop.today <= last]
    if meant and not valid:
        warn(f"The prices in {shop.currency} have ended; they were left out.")
    places = _places(shop)

    def place(found: tuple[Element, date | None]) -> tuple[bool, bool, date, int, int]:
        price, first = found
        is_to_come = first is not None and first > shop.today
        return (
            is_to_come,
            _is_of_a_class(price),
            first if first and is_to_come else shop.today,
            places.index(child_text(price, "PriceType")),
            _QUALIFIERS.index(child_text(price, "PriceQualifier")),
        )

    return [price for price, _ in sorted(valid, key=place)]


def _is_of_a_class(price: Element) -> bool:
    """Whether a price is for some of the trade only, as libraries; there is no list of classes."""
    words = child_text(price, "ClassOfTrade").casefold()
    return bool(words) and not words.startswith("gen")


def _places(shop: Shop) -> list[str]:
    """Return the types of prices, the best first."""
    step = 1 if shop.currency in _SHOWN_WITHOUT_TAX else -1
    return [code for pair in _LIST_PRICES for code in pair[::step]]


def _period(price: Element) -> tuple[date | None, date | None]:
    """Return the first and the last day of a price; None where it has none that can be read."""
    return (
        _day(price, _FROM) or _day_of(child_text(price, "PriceEffectiveFrom")),
        _day(price, _UNTIL) or _day_of(child_text(price, "PriceEffectiveUntil")),
    )


def _day(price: Element, role: str) -> date | None:
    for composite in with_code(price, "PriceDate", "PriceDateRole", role):
        return _day_of(child_text(composite, "Date"))
    return None


def _day_of(written: str) -> date | None:
    if not written:
        return None
    try:
        return parse_onix_date(written)[0]
    except InvalidDate:
        return None


def _is_for(price: Element, country: str) -> bool:
    """Whether a price is meant for a country; one that names no territory is for all.

    Release 2.1 has the lists directly below the price. Parts of countries count as not told.
    """
    territory = child(price, "Territory")
    whole = price if territory is None or not len(xml_of(territory)) else territory
    included, excluded = (
        _codes(whole, *names)
        for names in (
            ("CountriesIncluded", "CountryCode", "RegionsIncluded", "Territory"),
            ("CountriesExcluded", "CountryExcluded"),
        )
    )
    if country in excluded:
        return False
    return not included or country in included or bool(included & _WORLD)


def _codes(whole: Element, *names: str) -> set[str]:
    return {
        code
        for name in names
        for element in children(whole, name)
        for code in (xml_of(element).text or "").split()
    }
