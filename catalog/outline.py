"""A flat list of contents entries as a tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.models import ContentsEntry


@dataclass(frozen=True)
class Node:
    entry: "ContentsEntry"
    children: "list[Node]" = field(default_factory=list)


def outline(entries: "Iterable[ContentsEntry]") -> list[Node]:
    """Put each entry under the last one of a higher level. A skipped level is no error."""
    top: list[Node] = []
    open_nodes: list[Node] = []
    for entry in entries:
        node = Node(entry)
        while open_nodes and open_nodes[-1].entry.level >= entry.level:
            open_nodes.pop()
        (open_nodes[-1].children if open_nodes else top).append(node)
        open_nodes.append(node)
    return top


def nodes_within(nodes: list[Node], *, lines: int) -> int:
    """Return how many of the first nodes fill about `lines` lines; a node is never cut."""
    used = 0
    for index, node in enumerate(nodes):
        if used >= lines:
            return index
        used += line_count(node)
    return len(nodes)


def line_count(node: Node) -> int:
    return 1 + sum(line_count(child) for child in node.children)
