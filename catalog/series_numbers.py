"""The numbers of books in a series, as publishers write them: “3”, “Volume 12”, “2.5”."""

import re

# Longer ones number something else, such as the issues of a magazine.
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,6}(?:[.,][0-9]{1,3})?(?![0-9])")


def number_in_series(text: str) -> float | None:
    """Return the first number in the words of a place in a series; None where there is none."""
    found = _NUMBER.search(text)
    return float(found[0].replace(",", ".")) if found else None
