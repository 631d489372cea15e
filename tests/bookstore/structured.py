"""Reading the structured data of a page as a search engine does."""

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup


def graph_of(page: BeautifulSoup) -> list[dict[str, Any]]:
    """Return the nodes of the page's one data block."""
    (block,) = page.find_all("script", type="application/ld+json")
    graph = json.loads(block.string or "")
    assert graph["@context"] == "https://schema.org"
    return graph["@graph"]


def edition_node(page: BeautifulSoup) -> dict[str, Any]:
    (node,) = [each for each in graph_of(page) if each["@id"].endswith("#edition")]
    return node


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield each node within a graph, however deep."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from nodes(each)


def types_of(node: dict[str, Any]) -> list[str]:
    found = node.get("@type", [])
    return [found] if isinstance(found, str) else found
