"""What a contributor did: the roles of their books, each with a word of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.text import slugify

from catalog.models import Contribution, Contributor, ContributorRole

# The words that follow in a byline: "translated by", "interviews with".
_JOINING = (" by", " with")


@dataclass(frozen=True)
class Role:
    """One thing that a contributor does, which may be several codes of ONIX List 17."""

    label: str
    count: int

    @property
    def slug(self) -> str:
        return slugify(self.label)


def label_of(code: str) -> str:
    """Return the role as what somebody did: “Wrote”, “Translated”, “Photographs”."""
    phrase = str(ContributorRole(code).label)
    if code == ContributorRole.AUTHOR:
        return "Wrote"
    if code == ContributorRole.WITH:
        return "Wrote with others"
    for joining in _JOINING:
        phrase = phrase.removesuffix(joining)
    return phrase[0].upper() + phrase[1:]


def codes_of(slug: str) -> list[str]:
    """Return the codes of a role by its name in an address."""
    return [code for code in ContributorRole.values if slugify(label_of(code)) == slug]


def read_roles(contributor: Contributor) -> list[Role]:
    """Return the roles of a contributor, what they did most first. One query."""
    rows = Contribution.objects.filter(contributor=contributor).order_by()
    counted = rows.values_list("role").annotate(works=Count("pk"))
    counts: dict[str, int] = {}
    for code, works in counted:
        label = label_of(code)
        counts[label] = counts.get(label, 0) + works
    roles = [Role(label, count) for label, count in counts.items()]
    return sorted(roles, key=lambda role: (-role.count, role.label))


def done_by(contributor: Contributor, contributions: Iterable[Contribution]) -> str:
    """Return what somebody did for a book beside writing it, in words; else nothing."""
    codes = [each.role for each in contributions if each.contributor_id == contributor.pk]
    if not codes or ContributorRole.AUTHOR in codes:
        return ""
    return ", ".join(dict.fromkeys(label_of(code) for code in codes))
