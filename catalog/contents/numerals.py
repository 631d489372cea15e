"""Roman numerals, as far as books number chapters and front matter with them."""

import re

# Up to 399: "mix", "mild" and "did" are words.
_ROMAN = re.compile(r"c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman_value(text: str) -> int | None:
    """Return the value of a roman numeral in capitals or small letters; None for other text."""
    if not text or not text.isascii() or not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text.casefold()]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )
