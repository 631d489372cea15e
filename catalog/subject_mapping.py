"""Which BISAC and BIC subjects are Thema subjects by another name, as the feeds themselves show.

The rule and its reasons are in docs/decisions/browsing.md.
"""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Count, Exists, OuterRef, QuerySet

from catalog.models import Subject, SubjectScheme, Work

# So few works that carry both schemes say nothing.
WORKS_MIN = 3

_CARRIED = Work.subjects.through
THEMA = SubjectScheme.THEMA

# A subject of another scheme and one of Thema.
Pair = tuple[int, int]


def map_subjects() -> int:
    """Bring `Subject.same_as` up to date with the works; return how many subjects have one.

    Reads all works that carry two schemes: seconds for a million of them.
    """
    same = same_subjects(_pairs(), _works_with_both())
    subjects = Subject.objects.in_bulk(
        {*same, *Subject.objects.filter(same_as__isnull=False).values_list("pk", flat=True)}
    )
    changed = [subject for key, subject in subjects.items() if subject.same_as_id != same.get(key)]
    for subject in changed:
        subject.same_as_id = same.get(subject.pk)
    Subject.objects.bulk_update(changed, ["same_as"], batch_size=500)
    return len(same)


def same_subjects(pairs: Mapping[Pair, int], works: Mapping[int, int]) -> dict[int, int]:
    """Return the Thema subject of each subject that is the same.

    `pairs` says how many works carry both, and `works` how many carry a subject of either scheme,
    among those that carry both schemes. More than half must, both ways; of several the one that
    is carried together most often is meant.
    """
    found: dict[int, int] = {}
    for (other, thema), together in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])):
        if together >= WORKS_MIN and together * 2 > max(works[other], works[thema]):
            found.setdefault(other, thema)
    return found


def _pairs() -> Counter[Pair]:
    rows = _CARRIED.objects.exclude(subject__scheme=THEMA).filter(
        work__subjects__scheme=THEMA.value
    )
    counted = rows.order_by().values_list("subject_id", "work__subjects").annotate(n=Count("pk"))
    return Counter({(other, thema): number for other, thema, number in counted})


def _works_with_both() -> Counter[int]:
    """Return for each subject how many works carry it and one of the other side."""
    of_thema = _CARRIED.objects.filter(subject__scheme=THEMA)
    of_others = _CARRIED.objects.exclude(subject__scheme=THEMA)
    return _counted(of_thema, beside=of_others) + _counted(of_others, beside=of_thema)


def _counted(rows: QuerySet, *, beside: QuerySet) -> Counter[int]:
    both = rows.filter(Exists(beside.filter(work=OuterRef("work"))))
    return Counter(dict(both.order_by().values_list("subject_id").annotate(n=Count("pk"))))
