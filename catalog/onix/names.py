"""Short tags as reference names, so that every other module knows one spelling only."""

from lxml import etree

from catalog.onix.tables import table
from catalog.xml_names import local_name

_SHORT_PARTS = {"header", "product"}


def use_reference_names(part: etree._Element) -> None:
    """Rename a Header or Product with short tags, and all in it, to reference names.

    What is no ONIX element, as the XHTML of a text, keeps its name and those inside it.
    """
    if local_name(part) not in _SHORT_PARTS:
        return
    names = table("short_tags")
    walker = etree.iterwalk(part, events=("start",))
    for _, element in walker:
        name = names.get(local_name(element))
        if name is None:
            walker.skip_subtree()
        else:
            element.tag = name
