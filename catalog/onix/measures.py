"""How large the product is (PD-7)."""

import re
from decimal import Decimal
from functools import lru_cache

from catalog import lengths
from catalog.onix.elements import Element, Warn, child_text, with_code

# ONIX List 48: of the product as it is, then of its pages, then unpackaged.
HEIGHT = ("01", "04", "14")
WIDTH = ("02", "05", "15")
THICKNESS = ("03", "16")


def length(block: Element, kinds: tuple[str, ...], fact: str, warn: Warn) -> Decimal | None:
    """Return the first measure of these kinds that can be understood, in millimetres."""
    for measure in with_code(block, "Measure", "MeasureType", *kinds):
        written = child_text(measure, "Measurement")
        try:
            return _millimetres(written, child_text(measure, "MeasureUnitCode").lower())
        except ValueError as error:
            warn(f"The {fact} was left out. {error}")
    return None


@lru_cache(maxsize=1_000)
def _millimetres(written: str, unit: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", written):
        raise ValueError(f"“{written[:100]}” is not a number.")
    return lengths.to_mm(Decimal(written), unit)
