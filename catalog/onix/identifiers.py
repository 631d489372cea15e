"""Which product a record is about, and what the record is for."""

from lxml import etree

from catalog import isbn
from catalog.onix.elements import child_text, with_code
from catalog.onix.records import RefusedRecord

# ONIX List 5: ISBN-13, GTIN-13 (the same digits for a book), ISBN-10. The first one found counts.
_ISBN, _GTIN, _ISBN10 = "15", "03", "02"
# ONIX List 1: all three describe the product in full, as far as it is known by then.
_DESCRIBES_THE_PRODUCT = {"01", "02", "03"}
_DELETE, _BLOCK_UPDATE = "05", "04"


def isbn13(product: etree._Element) -> str:
    identifier = next(
        with_code(product, "ProductIdentifier", "ProductIDType", _ISBN, _GTIN, _ISBN10), None
    )
    if identifier is None:
        raise RefusedRecord("There is no ISBN (ProductIDType 15, 03 or 02).")
    written = child_text(identifier, "IDValue")
    try:
        return isbn.normalise(written)
    except isbn.InvalidISBN as error:
        raise RefusedRecord(_reason(written, error)) from error


def refuse_other_notifications(product: etree._Element) -> None:
    """Let through what describes a product, and say plainly what the shop does not do yet."""
    notification = child_text(product, "NotificationType")
    if notification in _DESCRIBES_THE_PRODUCT:
        return
    if notification == _DELETE:
        raise RefusedRecord("Deleting a book by feed (NotificationType 05) is not supported yet.")
    if notification == _BLOCK_UPDATE:
        raise RefusedRecord("Partial updates (NotificationType 04) are not read yet.")
    raise RefusedRecord(
        f"The NotificationType “{notification}” is not one the shop reads; use 01, 02 or 03."
    )


def _reason(written: str, error: isbn.InvalidISBN) -> str:
    reason = f"The ISBN “{written}” is not valid. {error.reason}"
    if error.suggestion is None:
        return reason
    return f"{reason} With the right last digit it would be {error.suggestion}."
