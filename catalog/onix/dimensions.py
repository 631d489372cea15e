"""The size of a product as a text, as ONIX 2.1 allows: “9 x 6 x 1 inches”."""

import re
from fractions import Fraction

from catalog.onix.measures import HEIGHT, THICKNESS, WIDTH

Measured = tuple[str, str, str]
_BY_LETTER = {"h": HEIGHT[0], "l": HEIGHT[0], "w": WIDTH[0], "d": THICKNESS[0], "t": THICKNESS[0]}
_UNITS = {"m": "mm", "c": "cm", "i": "in", '"': "in", "″": "in", "”": "in", "'": "in"}
_UNIT = r"mm|cm|in|millimet(?:er|re)s?|centimet(?:er|re)s?|inch(?:es)?|\"|″|”|''"
_LETTER = r"height|length|width|depth|thickness|thick|[hlwdt]"
_PART = re.compile(
    rf"(?:(?P<before>{_LETTER})[\s:.]*)?"
    r"(?P<number>[0-9]+(?:[.,][0-9]+)?(?:[\s-]+[0-9]+/[0-9]+)?|[0-9]+/[0-9]+)"
    rf"\s*(?P<unit>{_UNIT})?\.?\s*\(?(?P<after>{_LETTER})?\)?"
)
_TIMES = re.compile(r"\s*(?:[x×*]|\bby\b)\s*")


def measures_in(text: str) -> list[Measured]:
    """Return the kind (ONIX List 48), number and unit (List 50) of each length, or nothing.

    The unit is empty where the text names none. Letters or words say which length is which;
    without them the larger of the first two is the height, whichever a publisher writes first, and
    the third the thickness.
    """
    parts = [_PART.fullmatch(part) for part in _TIMES.split(text.strip().lower())]
    found = [part for part in parts if part]
    if len(found) != len(parts) or not 2 <= len(found) <= 3:
        return []
    numbers = [_number(part["number"]) for part in found]
    kinds = _named_kinds(found) or _kinds_by_size(numbers)
    # A unit stands behind each number, or once behind the last.
    unit = next((part["unit"] for part in reversed(found) if part["unit"]), "")
    return [
        (kind, _written(number), _UNITS.get((part["unit"] or unit)[:1], ""))
        for kind, number, part in zip(kinds, numbers, found, strict=True)
    ]


def _named_kinds(parts: list[re.Match[str]]) -> list[str]:
    names = [part["before"] or part["after"] for part in parts]
    kinds = [_BY_LETTER[name[0]] for name in names if name]
    return kinds if len(set(kinds)) == len(parts) else []


def _kinds_by_size(numbers: list[Fraction]) -> list[str]:
    first, second = (HEIGHT[0], WIDTH[0]) if numbers[0] >= numbers[1] else (WIDTH[0], HEIGHT[0])
    return [first, second, THICKNESS[0]][: len(numbers)]


def _number(written: str) -> Fraction:
    """Return "9 1/2", "9-1/2", "9.5" or "9,5" as a number; what cannot be is 0, and refused."""
    whole, _, part = written.replace(",", ".").replace("-", " ").rpartition(" ")
    try:
        return Fraction(part) + (Fraction(whole.strip()) if whole else 0)
    except ZeroDivisionError:
        return Fraction(0)


def _written(number: Fraction) -> str:
    return f"{float(number):.4f}".rstrip("0").rstrip(".")
