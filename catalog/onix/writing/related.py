"""Block 5, RelatedMaterial, and how this and other products are named."""

from collections.abc import Sequence

from lxml import etree

from catalog.onix.records import Related
from catalog.onix.writing.elements import element, filled

# ONIX List 5.
_ISBN = "15"


def isbn_identifier(isbn13: str) -> etree._Element:
    return element("ProductIdentifier", element("ProductIDType", _ISBN), element("IDValue", isbn13))


def related(products: Sequence[Related]) -> etree._Element | None:
    return filled("RelatedMaterial", *map(_related_product, products))


def _related_product(product: Related) -> etree._Element:
    return element(
        "RelatedProduct",
        element("ProductRelationCode", product.relation),
        isbn_identifier(product.isbn13),
    )
