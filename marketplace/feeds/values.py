"""From the text of a feed to values, alike in every format; ValueError says what was expected."""

from decimal import Decimal
from typing import Any

from catalog import isbn
from catalog.cells import whole_number
from marketplace import pricing
from marketplace.copies import SIGNED_BY, Jacket

QUANTITY_MAX = 10_000
_DAYS_MAX = 60
# The places an ISBN-10 has, of which a spreadsheet drops the zeros in front.
_ISBN10 = 10
_BY = "signed by "
_NOT_SIGNED = {"n", "no", "unsigned", "not signed"}
_JACKETS = {
    "asnew": Jacket.AS_NEW,
    "new": Jacket.AS_NEW,
    "fine": Jacket.FINE,
    "nearfine": Jacket.FINE,
    "verygood": Jacket.VERY_GOOD,
    "good": Jacket.GOOD,
    "fair": Jacket.FAIR,
    "poor": Jacket.POOR,
    "none": Jacket.NONE,
    "no": Jacket.NONE,
    "nojacket": Jacket.NONE,
    "nodustjacket": Jacket.NONE,
}


def price(text: str) -> Decimal:
    """Return a price within the shop's limits (OF-10, OF-15)."""
    amount = pricing.parse_price(text)
    pricing.check_shop_limits(amount)
    return amount


def quantity(text: str, *, most: int = QUANTITY_MAX) -> int:
    return whole_number(text, least=0, most=most)


def days(text: str) -> int:
    """Return the business days until a copy leaves."""
    return whole_number(text, least=0, most=_DAYS_MAX)


def usable_isbn(text: str) -> str:
    """Return the ISBN-13, or "" where there is none that can be used (B15)."""
    candidates = [text]
    if text.isascii() and text.isalnum() and len(text) < _ISBN10:
        # Excel takes "0316010677" for a number and drops its zeros.
        candidates.append(text.zfill(_ISBN10))
    for candidate in candidates:
        try:
            return isbn.normalise(candidate)
        except isbn.InvalidISBN:
            continue
    return ""


def stated_facts(*, jacket: str, signed: str) -> dict[str, Any]:
    """Return what the columns for jacket and signature say; an empty one says nothing.

    Nor does a word for the jacket that is not one of the trade's.
    """
    found: dict[str, Any] = {}
    if grade := jacket_of(jacket):
        found["jacket"] = grade.value
    if signed:
        found["is_signed"] = signed.casefold() not in _NOT_SIGNED
        found["signed_by"] = _signer(signed)
    return found


def jacket_of(text: str) -> Jacket | None:
    """Return what a word of the trade says of a jacket; None for other words."""
    return _JACKETS.get("".join(each for each in text.casefold() if each.isalnum()))


def _signer(signed: str) -> str:
    """Return the name in “Signed by Ann Poe”, or ""."""
    return signed[len(_BY) :][:SIGNED_BY] if signed.casefold().startswith(_BY) else ""
