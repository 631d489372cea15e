from django.db.models import QuerySet
from django.utils.text import slugify

from catalog.constraints import SLUG


def slug_of(text: str, *, otherwise: str) -> str:
    """Return `text` as the readable part of an address: ASCII if it can be, else its own script.

    `otherwise` stands in for a text without letters or digits, such as "???".
    """
    slug = slugify(text) or slugify(text, allow_unicode=True) or otherwise
    return slug[:80].strip("-_") or otherwise


def free_slug(text: str, *, among: QuerySet, otherwise: str) -> str:
    """Return `slug_of(text)`, numbered when a row of `among` has it. Runs one or two queries."""
    slug = slug_of(text, otherwise=otherwise)
    if not among.filter(slug=slug).exists():
        return slug
    taken = set(among.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 2
    candidate = slug
    while candidate in taken:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate[:SLUG]
