"""The number of a row: its ISBN, mended where the mapping allows it, or one of the shop's own."""

import re
from collections.abc import Callable
from decimal import Decimal

from catalog import isbn
from catalog.book_tables.mapping import Mapping
from catalog.cells import isbn13 as read_isbn

Warn = Callable[[str], None]
_ROUNDED = re.compile(r"[0-9](\.[0-9]+)?e\+?12", re.IGNORECASE)
# Excel drops the zeros of a number; with more than four gone it could be any number at all.
_CUT_ISBN10 = re.compile(r"[0-9]{5,8}[0-9X]", re.IGNORECASE)


def number_of(facts: dict[str, str], own: str, mapping: Mapping, warn: Warn) -> str:
    """Return the 13 digits for a row. Raises ValueError that says what to do."""
    thirteen, ten = facts.get("isbn13", ""), facts.get("isbn10", "")
    if not thirteen and not ten:
        return _own_number(own, mapping)
    if thirteen and not _ROUNDED.fullmatch(thirteen):
        return _checked(thirteen, ten, mapping, warn)
    if not ten:
        raise ValueError(
            f"The ISBN {thirteen} was rounded by a spreadsheet and there is no ISBN-10 to compute "
            "it from. Export that column as text."
        )
    if thirteen and mapping.option("isbn", "when_damaged") == "refuse":
        raise ValueError(
            f"The ISBN {thirteen} was rounded by a spreadsheet. Export that column as text, or "
            "write when_damaged = “recompute” under [isbn] in the mapping."
        )
    return _from_isbn10(thirteen, ten, mapping, warn)


def _own_number(own: str, mapping: Mapping) -> str:
    if not mapping.option("number", "from"):
        raise ValueError(
            "The row has no ISBN. Add it, or let [number] in the mapping make a number of the "
            "shop's own."
        )
    return isbn.make_own_number(own, prefix=mapping.option("number", "prefix"))


def _checked(thirteen: str, ten: str, mapping: Mapping, warn: Warn) -> str:
    """Return the ISBN-13 as it stands, and say so when the ISBN-10 beside it is of another book."""
    try:
        found = read_isbn(thirteen)
    except ValueError:
        if ten and mapping.option("isbn", "when_damaged") == "recompute":
            return _from_isbn10(thirteen, ten, mapping, warn)
        raise
    if ten and _of(ten, mapping) not in ("", found):
        warn(f"The ISBN-10 {ten} is that of another book; the ISBN-13 {found} counts.")
    return found


def _from_isbn10(thirteen: str, ten: str, mapping: Mapping, warn: Warn) -> str:
    restored = _restored(ten, mapping)
    found = read_isbn(restored)
    if _ROUNDED.fullmatch(thirteen) and not _rounds_to(found, thirteen):
        raise ValueError(
            f"The ISBN-10 {ten} gives {found}, which does not round to {thirteen}: the two are of "
            "different books. Compare them with the book."
        )
    told = []
    if restored != ten:
        told.append(f"the zeros lost in front of {ten} were restored")
    if thirteen:
        told.append(f"the damaged ISBN-13 {thirteen} was computed anew")
    if told:
        warn(f"ISBN {found}: {' and '.join(told)}. Compare it with the book.")
    return found


def _of(ten: str, mapping: Mapping) -> str:
    try:
        return read_isbn(_restored(ten, mapping))
    except ValueError:
        return ""


def _restored(ten: str, mapping: Mapping) -> str:
    if mapping.option("isbn", "leading_zeros") == "restore" and _CUT_ISBN10.fullmatch(ten):
        return ten.zfill(10)
    return ten


def _rounds_to(found: str, written: str) -> bool:
    """Whether the number is what a spreadsheet shows as 9.78043902348e+12."""
    shown = Decimal(written)
    unit = Decimal((0, (1,), int(shown.as_tuple().exponent)))
    return abs(Decimal(found) - shown) <= unit / 2
