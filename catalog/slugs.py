from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import count
from operator import or_

from django.db.models import Q, QuerySet
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
    (slug,) = free_slugs([text], among=among, otherwise=otherwise)
    return slug


def free_slugs(texts: Sequence[str], *, among: QuerySet, otherwise: str) -> list[str]:
    """Return a slug for each text that neither another one nor a row of `among` has.

    Runs one query, and a second where any is taken.
    """
    slugs = [slug_of(text, otherwise=otherwise) for text in texts]
    taken = set(among.filter(slug__in=slugs).values_list("slug", flat=True))
    doubled = taken | {slug for slug, times in Counter(slugs).items() if times > 1}
    if doubled:
        numbered = reduce(or_, (Q(slug__startswith=f"{slug}-") for slug in doubled))
        taken |= set(among.filter(numbered).values_list("slug", flat=True))
    return list(_each_its_own(slugs, taken))


def _each_its_own(slugs: Iterable[str], taken: set[str]) -> Iterator[str]:
    for slug in slugs:
        candidates = (f"{slug}-{number}"[:SLUG] for number in count(2))
        free = slug if slug not in taken else next(each for each in candidates if each not in taken)
        taken.add(free)
        yield free
