"""Lengths of books: kept in millimetres, shown in inches or centimetres (PD-7)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

LengthUnit = Literal["in", "cm"]

# ONIX code list 50, lengths only. An international inch is 25.4 mm exactly.
_MM_PER_UNIT = {"in": Decimal("25.4"), "cm": Decimal(10), "mm": Decimal(1)}
_LONGEST_MM = Decimal(10_000)
_STORED = Decimal("0.001")
_SHOWN = Decimal("0.01")


def to_mm(value: Decimal, unit: str) -> Decimal:
    """Return a length in millimetres, to 3 places, rounded half up.

    `unit` is a code of ONIX list 50: in, cm or mm. An inch value with 2 decimals is kept exactly.
    Raises ValueError, in words, for other units and for a length that is not between 0 and 10 m.
    """
    if unit not in _MM_PER_UNIT:
        raise ValueError(f"The unit {unit!r} is not a length the shop knows. Use in, cm or mm.")
    if not value.is_finite() or value <= 0 or value > _LONGEST_MM:
        raise ValueError(f"A length of {value} {unit} is not possible for a book.")
    millimetres = (value * _MM_PER_UNIT[unit]).quantize(_STORED, rounding=ROUND_HALF_UP)
    if not 0 < millimetres <= _LONGEST_MM:
        raise ValueError(f"A length of {value} {unit} is not possible for a book.")
    return millimetres


def from_mm(millimetres: Decimal, unit: LengthUnit) -> Decimal:
    """Return a length in inches or centimetres, to 2 places, rounded half up."""
    return (millimetres / _MM_PER_UNIT[unit]).quantize(_SHOWN, rounding=ROUND_HALF_UP)


def dimensions(
    width: Decimal | None,
    height: Decimal | None,
    depth: Decimal | None,
    unit: LengthUnit = "in",
) -> str:
    """Return "5.90 (w) x 8.90 (h) x 0.90 (d)" for lengths in millimetres.

    A length that is None is left out; when all are, the text is empty.
    """
    lengths = {"w": width, "h": height, "d": depth}
    return " x ".join(
        f"{from_mm(millimetres, unit)} ({letter})"
        for letter, millimetres in lengths.items()
        if millimetres is not None
    )
