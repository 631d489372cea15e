"""Names of elements, whatever their namespace."""

from functools import lru_cache

from lxml import etree


def local_name(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return _without_namespace(str(element.tag))


@lru_cache
def _without_namespace(name: str) -> str:
    # Not by etree.QName, which refuses the impossible names that broken HTML leads to.
    return name.rpartition("}")[2]
