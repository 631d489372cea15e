"""ISBNs as people type them, as the shop keeps them (13 digits) and as it shows them.

Check digits and hyphen positions come from python-stdnum, which carries the range file of the
International ISBN Agency.
"""

import re
import unicodedata

from stdnum import ean
from stdnum import isbn as stdnum_isbn

# "ISBN", "ISBN-13:", "ISBN 10 " or "urn:isbn:". The 10 or 13 is a label only when no digit
# follows it directly: no registration group is called 10 or 13, so no ISBN is cut there.
_PREFIX = re.compile(r"(?:urn:)?isbn(?:[ -]*1[03](?![0-9]))?[ :.#=-]*", re.IGNORECASE)
_DASHES_OUTSIDE_PD = "\N{MINUS SIGN}\N{HYPHEN BULLET}\N{MODIFIER LETTER MINUS SIGN}"
_DIGITS_13 = re.compile("[0-9]{13}")
_PLACEHOLDER = "978000000000"
# GS1 leaves 20 to 29 to each company for goods that are numbered by itself.
_OWN = re.compile(r"2[0-9]{12}")


class InvalidISBN(ValueError):
    """A text that is no ISBN.

    `reason` says in plain words what is wrong and what to do. `suggestion` is the ISBN-13 with
    the right check digit when nothing but the check digit is wrong, otherwise None.
    """

    def __init__(self, reason: str, *, suggestion: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


def normalise(text: str) -> str:
    """Return the 13 digits of an ISBN written in any way a person would write it.

    Takes ISBN-10 (with X or x) and ISBN-13, with hyphens, dashes and spaces of any script, and
    with "ISBN", "ISBN-13:" or "urn:isbn:" in front. Raises InvalidISBN for everything else,
    also for 979-0, which numbers printed music (ISMN). Source: ISO 2108, requirement ID-3.
    """
    # As mostly in messages; what follows looks at each character.
    if _DIGITS_13.fullmatch(text):
        return _from_isbn13(text)
    number = _strip_writing(text)
    _refuse_foreign_characters(number)
    if len(number) == 10:
        return _from_isbn10(number)
    if len(number) == 13:
        return _from_isbn13(number)
    raise InvalidISBN(_length_reason(number))


def looks_like_one(text: str) -> bool:
    """Whether somebody meant a text as an ISBN, right or wrong: nine digits and nothing else."""
    return bool(re.fullmatch(r"[0-9]{9,}X?", _strip_writing(text)))


def to_isbn10(isbn13: str) -> str | None:
    """Return the ISBN-10 of a normalised ISBN-13, or None: only 978 numbers have one (PD-1)."""
    if not isbn13.startswith("978"):
        return None
    return stdnum_isbn.to_isbn10(isbn13)


def hyphenate(isbn13: str) -> str:
    """Return a normalised ISBN-13 with hyphens between its parts: "978-1-57230-869-5".

    Where no range is registered for the number yet, the parts that are known are set apart. A
    number of the shop's own has no parts.
    """
    if is_own_number(isbn13):
        return isbn13
    return stdnum_isbn.format(isbn13)


def is_own_number(number: str) -> bool:
    """Whether a stored number is one the shop gave to a book without an ISBN."""
    return bool(_OWN.fullmatch(number))


def stored_number(text: str) -> str:
    """Return the number by which the shop keeps an edition: as `normalise`, or one of its own."""
    own = text.strip()
    return own if is_own_number(own) else normalise(text)


def make_own_number(identifier: str, *, prefix: str) -> str:
    """Return a 13-digit number of the shop's own, from GS1's restricted circulation range.

    `identifier` is a number that some catalogue gave the book. Raises ValueError, in words.
    """
    room = 12 - len(prefix)
    if not re.fullmatch(f"[0-9]{{1,{room}}}", identifier):
        raise ValueError(
            f"“{identifier[:30]}” is not a number of 1 to {room} digits, so the shop cannot make "
            "a number of its own from it."
        )
    first12 = prefix + identifier.zfill(room)
    return first12 + check_digit_13(first12)


def check_digit_13(first12: str) -> str:
    """Return the thirteenth digit for the first twelve; ValueError unless they are 12 digits."""
    if not re.fullmatch(r"[0-9]{12}", first12):
        raise ValueError("A check digit is worked out from exactly 12 digits.")
    return ean.calc_check_digit(first12)


def _strip_writing(text: str) -> str:
    plain = "".join(_plain_separator(character) for character in text).strip()
    without_prefix = _PREFIX.sub("", plain, count=1) if _PREFIX.match(plain) else plain
    return without_prefix.replace(" ", "").replace("-", "").upper()


def _plain_separator(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":  # Soft hyphens, zero-width spaces and direction marks come with pasting.
        return ""
    if category == "Pd" or character in _DASHES_OUTSIDE_PD:
        return "-"
    return " " if character.isspace() else character


def _refuse_foreign_characters(number: str) -> None:
    if not number:
        raise InvalidISBN("There is no number. Type the 10 or 13 digits printed near the barcode.")
    for character in number:
        if character.isnumeric() and not character.isascii():
            raise InvalidISBN("Some digits are not the plain digits 0 to 9. Type them again.")
    if not re.fullmatch(r"[0-9]+X?", number):
        raise InvalidISBN(
            "An ISBN has only digits, hyphens and spaces, and an X only as the last of ten. "
            "Remove everything else."
        )


def _from_isbn10(number: str) -> str:
    first12 = "978" + number[:9]
    isbn13 = first12 + check_digit_13(first12)
    if not stdnum_isbn.is_valid(number):
        raise InvalidISBN(_wrong_check_digit(number), suggestion=isbn13)
    _refuse_placeholder(isbn13)
    return isbn13


def _from_isbn13(number: str) -> str:
    if number.endswith("X"):
        raise InvalidISBN("Only an ISBN of ten characters ends in X. Count the digits again.")
    if not number.startswith(("978", "979")):
        raise InvalidISBN(
            "An ISBN of 13 digits begins with 978 or 979. This may be the barcode of other goods."
        )
    if number.startswith("9790"):
        raise InvalidISBN("979-0 numbers printed music (ISMN), not books. Look for an ISBN.")
    right = number[:12] + check_digit_13(number[:12])
    if number != right:
        raise InvalidISBN(_wrong_check_digit(number), suggestion=right)
    _refuse_placeholder(number)
    return number


def _refuse_placeholder(isbn13: str) -> None:
    if isbn13.startswith(_PLACEHOLDER):
        raise InvalidISBN("An ISBN of zeros only stands for no ISBN. Type the number of the book.")


def _wrong_check_digit(number: str) -> str:
    return (
        f"The last character of {number} does not fit the others, so at least one is mistyped. "
        "Compare it with the number printed on the book."
    )


def _length_reason(number: str) -> str:
    count = "1 digit" if len(number) == 1 else f"{len(number)} digits"
    if len(number) == 9:
        return f"An ISBN has 10 or 13 digits; this has {count}. A leading 0 may have been lost."
    return f"An ISBN has 10 or 13 digits; this has {count}. Type it in full."
