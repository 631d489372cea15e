"""Readers of single cells; ValueError says in words what is wrong."""

import re
from decimal import Decimal

from catalog import cells
from catalog.onix.extents import MOST_PAGES
from catalog.plain_text import one_line


def line(cell: str) -> str:
    """Return the cell as ONIX texts are read: on one line, with single spaces."""
    return one_line(cells.cleaned(cell))


def whole(cell: str) -> str:
    """Return "247" for "247.0": a program that knows empty cells writes whole numbers so."""
    return re.sub(r"(?<=[0-9])\.0+$", "", cell)


def pages(cell: str) -> int:
    return cells.whole_number(whole(cell), least=1, most=MOST_PAGES)


def price(cell: str) -> Decimal:
    """Return an amount in the shop's currency; a sign of a currency is none of its digits."""
    if not re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,2})?", cell):
        raise ValueError(f"{cells.shown(cell)} is not an amount such as 12.50.")
    return Decimal(cell)


def split(cell: str, separators: list[str]) -> list[str]:
    """Return the parts between any of the separators, without the empty ones and repetitions."""
    pattern = "|".join(map(re.escape, separators))
    parts = re.split(pattern, cell) if pattern else [cell]
    return list(dict.fromkeys(filter(None, map(line, parts))))
