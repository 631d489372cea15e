"""What a page to browse by says for programs: a list of books or names, and the way to it."""

from collections.abc import Sequence

from bookstore.browse.page import BrowsePage, Step
from bookstore.structured_data import Absolute, Node, way_node


def collection_graph(page: BrowsePage, steps: Sequence[Step], absolute: Absolute) -> Node:
    """Return the graph of a page, with what is listed on it."""
    address = absolute(page.address)
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": step.label,
            "url": absolute(step.address),
        }
        for position, step in enumerate(steps, 1)
    ]
    collection: Node = {
        "@type": "CollectionPage",
        "@id": f"{address}#page",
        "url": address,
        "name": page.title,
        "description": page.description,
        "breadcrumb": {"@id": f"{address}#way"},
        **({"mainEntity": {"@type": "ItemList", "itemListElement": items}} if items else {}),
    }
    way = way_node([*page.way, page.step], address, absolute)
    return {"@context": "https://schema.org", "@graph": [collection, way]}
