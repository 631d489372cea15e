"""Which product a record is about."""

from collections.abc import Iterator

from catalog import isbn
from catalog.onix.elements import Element, Warn, child_text, with_code
from catalog.onix.records import RefusedRecord

# ONIX List 5, the best first: ISBN-13, GTIN-13 (the same digits for a book), ISBN-10.
ISBN_KINDS = ("15", "03", "02")


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


def written_isbns(product: Element) -> Iterator[str]:
    """Yield the numbers of a Product or RelatedProduct that may be its ISBN, the best first."""
    for identifier in with_code(product, "ProductIdentifier", "ProductIDType", *ISBN_KINDS):
        yield child_text(identifier, "IDValue")


def _reason(written: str, error: isbn.InvalidISBN) -> str:
    reason = f"The ISBN “{written}” is not valid. {error.reason}"
    if error.suggestion is None:
        return reason
    return f"{reason} With the right last digit it would be {error.suggestion}."
