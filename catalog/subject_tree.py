"""The subjects of a shop as trees, which stand in their codes and headings.

In Thema and BIC a code begins with that of the subject above it: FBA is under FB, and FB under F.
BISAC has its levels in the heading. Where the shop lacks a level, a subject stands under the next
one above; nothing is made up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from catalog.folding import fold

if TYPE_CHECKING:
    from catalog.models import Subject

# What tells a subject's place: the letters of its code, or the levels of its heading.
Place = tuple[str, ...]


@dataclass(eq=False)
class Node:
    """A subject, with those right below it that lead to books, in the order of their headings."""

    subject: "Subject"
    place: Place
    above: "Node | None" = None
    below: "list[Node]" = field(default_factory=list)
    # Subjects of other schemes that feeds take for this one.
    others: "list[Subject]" = field(default_factory=list)

    @property
    def label(self) -> str:
        """The heading without the levels that stand above it anyway."""
        told = len(self.above.subject.path) if self.above else 0
        return " › ".join(self.subject.path[told:] or self.subject.path)

    @property
    def way(self) -> "list[Node]":
        """The subjects above this one, from the top, and itself."""
        return [*(self.above.way if self.above else []), self]

    @cached_property
    def keys(self) -> list[int]:
        """The keys of this subject, of what is taken for it, and of all below."""
        own = [self.subject.pk, *(other.pk for other in self.others)]
        return [*own, *(key for node in self.below for key in node.keys)]

    @cached_property
    def has_books(self) -> bool:
        return any(each.has_books for each in (self.subject, *self.others)) or any(
            node.has_books for node in self.below
        )


def trees(subjects: "Iterable[Subject]") -> list[Node]:
    """Return the subjects that stand at the top, each with those below it that have books.

    Needs `has_books` of each (SubjectQuerySet.with_books_flag). What is the same as a subject of
    another scheme stands there and nowhere else.
    """
    rows = sorted(subjects, key=lambda row: fold(row.heading))
    nodes = {row.pk: Node(row, place_of(row)) for row in rows if row.same_as_id is None}
    for row in rows:
        if row.same_as_id in nodes:
            nodes[row.same_as_id].others.append(row)
    by_place = {(node.subject.scheme, node.place): node for node in nodes.values()}
    for node in nodes.values():
        node.above = next(_above(node, by_place), None)
        if node.above:
            node.above.below.append(node)
    for node in nodes.values():
        node.below = [each for each in node.below if each.has_books]
    return [node for node in nodes.values() if not node.above and node.has_books]


def find(top: Iterable[Node], key: int) -> Node | None:
    """Return the node of a subject, or of the one that it is the same as."""
    return next((node for node in all_of(top) if _is_about(node, key)), None)


def way_to(subject: "Subject", above: "Iterable[Subject]") -> list[Node]:
    """Return the nodes from the top to a subject, of those that may stand above it."""
    own = place_of(subject)
    by_place = {place_of(row): row for row in above}
    node: Node | None = None
    for length in range(1, len(own)):
        if own[:length] in by_place:
            node = Node(by_place[own[:length]], own[:length], above=node)
    return Node(subject, own, above=node).way


def all_of(top: Iterable[Node]) -> Iterator[Node]:
    for node in top:
        yield node
        yield from all_of(node.below)


def place_of(subject: "Subject") -> Place:
    if subject.has_levels:
        return tuple(fold(level) or level for level in subject.path)
    return tuple(subject.code)


def _above(node: Node, by_place: dict[tuple[str, Place], Node]) -> Iterator[Node]:
    """Yield the subjects above a node, the nearest first."""
    for length in range(len(node.place) - 1, 0, -1):
        found = by_place.get((node.subject.scheme, node.place[:length]))
        if found:
            yield found


def _is_about(node: Node, key: int) -> bool:
    return node.subject.pk == key or any(other.pk == key for other in node.others)
