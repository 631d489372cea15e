"""The trees of subjects, as their pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q, QuerySet
from django.urls import reverse

from bookstore.browse.page import BrowsePage, Step
from bookstore.browse.scopes import Scope
from catalog.bounded_counts import WorkCount, work_counts
from catalog.models import Subject, SubjectScheme, Work
from catalog.subject_tree import Node, find, place_of, trees

# How many subjects below another one the list of all subjects names.
NAMED_BELOW = 10


@dataclass(frozen=True)
class Counted:
    node: Node
    count: WorkCount


@dataclass
class Group:
    """A subject at the top with the first of those below it; of BISAC it may be a mere heading."""

    label: str
    node: Node | None
    below: list[Node]
    count: WorkCount = field(default_factory=lambda: WorkCount(0))

    @property
    def named(self) -> list[Node]:
        """Those that are shown: all where there is no page that names the others."""
        return self.below[:NAMED_BELOW] if self.node else self.below

    @property
    def left_out(self) -> int:
        return len(self.below) - len(self.named)

    @property
    def keys(self) -> list[int]:
        return self.node.keys if self.node else [key for node in self.below for key in node.keys]


@dataclass(frozen=True)
class Scheme:
    label: str
    groups: list[Group]


def list_page() -> BrowsePage:
    description = "All subjects with books in the shop, from the widest to the narrowest."
    return BrowsePage("Subjects", description, reverse("browse:subject-list"))


def subject_page(node: Node) -> BrowsePage:
    name = ", ".join(each.label for each in node.way)
    above = [Step(each.label, each.subject.get_absolute_url()) for each in node.way[:-1]]
    return BrowsePage(
        node.label,
        f"Books on {name}, new and used, with what they cost.",
        node.subject.get_absolute_url(),
        [list_page().step, *above],
    )


def read_schemes() -> list[Scheme]:
    """Read the top of each tree with counts; Thema comes first. Two queries."""
    top = trees(Subject.objects.with_books_flag())
    order = [SubjectScheme.THEMA, SubjectScheme.BISAC, SubjectScheme.BIC]
    schemes = [
        Scheme(scheme.label, _groups(node for node in top if node.subject.scheme == scheme))
        for scheme in order
    ]
    groups = [group for scheme in schemes for group in scheme.groups]
    for group, count in zip(groups, _counts([group.keys for group in groups]), strict=True):
        group.count = count
    return [scheme for scheme in schemes if scheme.groups]


def read_node(subject: Subject) -> Node:
    """Read where a subject stands, above and below. One query."""
    of_its_tree = Q(scheme=subject.scheme) | Q(same_as__isnull=False)
    top = trees(Subject.objects.with_books_flag().filter(of_its_tree))
    return find(top, subject.pk) or Node(subject, place_of(subject))


def read_below(node: Node) -> list[Counted]:
    """Read how many works each subject below leads to. One query."""
    counts = _counts([each.keys for each in node.below])
    return [Counted(each, count) for each, count in zip(node.below, counts, strict=True)]


def scope_of(node: Node) -> Scope:
    return Scope(_carried(node.keys))


def _groups(top: Iterable[Node]) -> list[Group]:
    """Put what has a first level in common under it, also where that is no subject itself."""
    return [
        _group(label, list(nodes))
        for label, nodes in groupby(top, key=lambda node: node.subject.path[0])
    ]


def _group(label: str, nodes: list[Node]) -> Group:
    first = nodes[0]
    if len(first.subject.path) == 1:
        return Group(label, first, [*first.below, *nodes[1:]])
    return Group(label, None, nodes)


def _counts(keys: Sequence[list[int]]) -> list[WorkCount]:
    return work_counts(_carried(each) for each in keys)


def _carried(keys: Iterable[int]) -> QuerySet:
    return Work.subjects.through.objects.filter(subject__in=keys)
