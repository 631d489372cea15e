"""Block 5, RelatedMaterial, and how this and other products are named."""

from collections.abc import Sequence

from lxml import etree

from catalog import isbn
from catalog.onix.records import Related
from catalog.onix.writing.elements import element, filled

# ONIX List 5: a number of the sender's own, and an ISBN.
_PROPRIETARY, _ISBN = "01", "15"


def identifier(number: str) -> etree._Element:
    """Return how a product is named; a number of the shop's own is none of the trade's."""
    if isbn.is_own_number(number):
        name = element("IDTypeName", "Item number of the shop")
        return _numbered(_PROPRIETARY, name, number=number)
    return _numbered(_ISBN, number=number)


def _numbered(kind: str, *name: etree._Element, number: str) -> etree._Element:
    return element(
        "ProductIdentifier", element("ProductIDType", kind), *name, element("IDValue", number)
    )


def related(products: Sequence[Related]) -> etree._Element | None:
    return filled("RelatedMaterial", *map(_related_product, products))


def _related_product(product: Related) -> etree._Element:
    return element(
        "RelatedProduct",
        element("ProductRelationCode", product.relation),
        identifier(product.isbn13),
    )
