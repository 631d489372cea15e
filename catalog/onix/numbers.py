"""Whole numbers within what is possible."""

import re

from catalog.onix.elements import Warn


def number(written: str, highest: int, fact: str, warn: Warn) -> int | None:
    """Return a number from 1 to `highest`; warn of any other text, and return None."""
    if re.fullmatch(r"[0-9]{1,9}", written) and 1 <= int(written) <= highest:
        return int(written)
    warn(f"The {fact} “{written[:100]}” is not between 1 and {highest:,} and was left out.")
    return None
