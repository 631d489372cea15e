"""Which product a record is about."""

from collections.abc import Iterator
from contextlib import suppress

from catalog import isbn
from catalog.onix.elements import Element, Warn, child, child_text, with_code
from catalog.onix.records import RefusedRecord

# ONIX List 5, the best first: ISBN-13, GTIN-13 (the same digits for a book), ISBN-10.
ISBN_KINDS = ("15", "03", "02")
# Lists 5 and 16: a number of the sender's own. List 164: the product is an edition of the work.
_PROPRIETARY = "01"
_MANIFESTATION_OF = "01"


def own_number_name(shop_name: str) -> str:
    """Return what a shop calls the numbers that it made for books without an ISBN."""
    return f"Item number of {shop_name}"


def product_number(product: Element, warn: Warn, *, shop_name: str) -> str:
    """Return the ISBN, or the number that the shop of this name gave to a book without one."""
    own = _own_number(product, own_number_name(shop_name)) if shop_name else ""
    return own or isbn13(product, warn)


def isbn13(product: Element, warn: Warn) -> str:
    """Return the first valid ISBN, with a warning about those before it that are not."""
    reasons = []
    for written in written_isbns(product):
        try:
            found = isbn.normalise(written)
        except isbn.InvalidISBN as error:
            reasons.append(_reason(written, error))
        else:
            for reason in reasons:
                warn(f"{reason} {found} was taken, which the record has, too.")
            return found
    if reasons:
        raise RefusedRecord(reasons[0])
    raise RefusedRecord("There is no ISBN (ProductIDType 15, 03 or 02).")


def work_number(product: Element, *, shop_name: str) -> str:
    """Return the number of another edition by which the message names the work; else nothing."""
    for work in with_code(
        child(product, "RelatedMaterial"), "RelatedWork", "WorkRelationCode", _MANIFESTATION_OF
    ):
        if own := _own_number(work, own_number_name(shop_name), "Work"):
            return own
        for identifier in with_code(work, "WorkIdentifier", "WorkIDType", *ISBN_KINDS):
            with suppress(isbn.InvalidISBN):
                return isbn.normalise(child_text(identifier, "IDValue"))
    return ""


def _own_number(owner: Element, type_name: str, what: str = "Product") -> str:
    for identifier in with_code(owner, f"{what}Identifier", f"{what}IDType", _PROPRIETARY):
        number = child_text(identifier, "IDValue")
        if child_text(identifier, "IDTypeName") == type_name and isbn.is_own_number(number):
            return number
    return ""


def written_isbns(product: Element) -> Iterator[str]:
    """Yield the numbers of a Product or RelatedProduct that may be its ISBN, the best first."""
    for identifier in with_code(product, "ProductIdentifier", "ProductIDType", *ISBN_KINDS):
        yield child_text(identifier, "IDValue")


def _reason(written: str, error: isbn.InvalidISBN) -> str:
    reason = f"The ISBN “{written}” is not valid. {error.reason}"
    if error.suggestion is None:
        return reason
    return f"{reason} With the right last digit it would be {error.suggestion}."
