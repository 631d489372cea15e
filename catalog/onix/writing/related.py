"""Block 5, RelatedMaterial, and how this and other products are named."""

from collections.abc import Sequence

from lxml import etree

from catalog import isbn
from catalog.onix.identifiers import own_number_name
from catalog.onix.records import Related
from catalog.onix.writing.elements import element, filled

# ONIX Lists 5 and 16: a number of the sender's own, and an ISBN.
_PROPRIETARY, _ISBN = "01", "15"
# ONIX List 164.
_MANIFESTATION_OF = "01"


def identifier(number: str, sender: str, *, of: str = "Product") -> etree._Element:
    """Return how a product or a work is named; a number of the shop's own bears its name."""
    is_own = isbn.is_own_number(number)
    return element(
        f"{of}Identifier",
        element(f"{of}IDType", _PROPRIETARY if is_own else _ISBN),
        element("IDTypeName", own_number_name(sender)) if is_own else None,
        element("IDValue", number),
    )


def related(products: Sequence[Related], work_number: str, sender: str) -> etree._Element | None:
    return filled(
        "RelatedMaterial",
        _work(work_number, sender) if work_number else None,
        *(_related_product(product, sender) for product in products),
    )


def _work(number: str, sender: str) -> etree._Element:
    """Return that the product is an edition of the same work as another one."""
    return element(
        "RelatedWork",
        element("WorkRelationCode", _MANIFESTATION_OF),
        identifier(number, sender, of="Work"),
    )


def _related_product(product: Related, sender: str) -> etree._Element:
    return element(
        "RelatedProduct",
        element("ProductRelationCode", product.relation),
        identifier(product.isbn13, sender),
    )
