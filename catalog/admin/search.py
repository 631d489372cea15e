"""How staff's search words are read."""

import re

from catalog import isbn


def isbn_in(text: str) -> str | None:
    """Return the digits of an ISBN or of its start, in any spelling, or of an own number."""
    try:
        return isbn.normalise(text)
    except isbn.InvalidISBN:
        digits = re.sub(r"[\s-]", "", text)
        return digits if re.fullmatch(r"97[89][0-9]{0,10}|2[0-9]{12}", digits) else None
