"""Which work an edition belongs to, and what its message may change there.

The rules and their reasons are in docs/decisions/matching-works.md.
"""

from collections.abc import Iterable
from typing import Any

from catalog.folding import fold
from catalog.loading.changes import assign
from catalog.loading.names import same_name, title_key
from catalog.loading.shelf import Shelf
from catalog.models import ContributorRole, Subject, Work
from catalog.onix import records

AUTHOR = ContributorRole.AUTHOR


def matching_work(product: records.Product, shelf: Shelf) -> Work | None:
    """Return the work of the same title by the same people, the oldest of several."""
    title, contributors = product.descriptive.title, product.descriptive.contributors
    people = _makers((person.name, person.role) for person in contributors)
    key = title_key(title)
    for work in shelf.works.values():
        if people and work.title_key == key and _same_title(work, title):
            rows = shelf.contributions.below(work.pk)
            theirs = ((shelf.contributors.name(row["contributor_id"]), row["role"]) for row in rows)
            if _makers(theirs) == people:
                return work
    return None


def new_work(product: records.Product, shelf: Shelf) -> Work:
    work = Work.objects.create(**_facts(product, Work(), shelf))
    shelf.works[work.pk] = work
    return work


def update_work(work: Work, product: records.Product, shelf: Shelf, *, speaks_for_it: bool) -> bool:
    """Bring the work up to date with one edition's message; return whether anything changed.

    What the message leaves out stays as it is. An edition that does not speak for the work only
    fills in what the work lacks.
    """
    update = _replace if speaks_for_it else _fill_in
    return update(work, product, shelf)


def _replace(work: Work, product: records.Product, shelf: Shelf) -> bool:
    changes = [
        assign(work, **_facts(product, work, shelf)),
        _set_contributors(work, product, shelf),
        _set_subjects(work, product, shelf),
        _set_editorial_reviews(work, product, shelf),
    ]
    return any(changes)


def _facts(product: records.Product, work: Work, shelf: Shelf) -> dict[str, Any]:
    """Return what the message makes of the work's own columns."""
    title = product.descriptive.title
    main_subject = _main_subject(product, shelf)
    return {
        "title": title.title,
        "subtitle": title.subtitle,
        "overview": product.collateral.overview or work.overview,
        "main_subject_id": main_subject.pk if main_subject else work.main_subject_id,
    }


def _fill_in(work: Work, product: records.Product, shelf: Shelf) -> bool:
    changes = [assign(work, overview=work.overview or product.collateral.overview)]
    if shelf.contributions.below(work.pk):
        changes.append(_fill_in_biographies(work, product, shelf))
    else:
        changes.append(_set_contributors(work, product, shelf))
    if not shelf.work_subjects.below(work.pk):
        main_subject = _main_subject(product, shelf)
        changes.append(main_subject is not None and assign(work, main_subject_id=main_subject.pk))
        changes.append(_set_subjects(work, product, shelf))
    if not shelf.editorial_reviews.below(work.pk):
        changes.append(_set_editorial_reviews(work, product, shelf))
    return any(changes)


def _set_contributors(work: Work, product: records.Product, shelf: Shelf) -> bool:
    """Replace the contributors; a biography that the message leaves out stays."""
    biographies = {
        (row["contributor_id"], row["role"]): row["biography"]
        for row in shelf.contributions.below(work.pk)
    }
    rows: dict[tuple[int, str], dict[str, object]] = {}
    for person in product.descriptive.contributors:
        place = shelf.contributors.called(person).pk, _role(person)
        rows.setdefault(
            place,
            {
                "order": len(rows) + 1,
                "contributor_id": place[0],
                "role": place[1],
                "biography": person.biography or biographies.get(place, ""),
            },
        )
    return bool(rows) and shelf.contributions.replace(work.pk, list(rows.values()))


def _fill_in_biographies(work: Work, product: records.Product, shelf: Shelf) -> bool:
    told = [person for person in product.descriptive.contributors if person.biography]
    rows = [
        row | {"biography": row["biography"] or _biography(row, told, shelf)}
        for row in shelf.contributions.below(work.pk)
    ]
    return shelf.contributions.replace(work.pk, rows)


def _biography(row: dict[str, Any], told: Iterable[records.Contributor], shelf: Shelf) -> str:
    name = shelf.contributors.name(row["contributor_id"])
    return next((person.biography for person in told if same_name(name, person.name)), "")


def _set_subjects(work: Work, product: records.Product, shelf: Shelf) -> bool:
    found = shelf.subjects.of(product.descriptive.subjects)
    keys = sorted({subject.pk for subject, _ in found})
    return bool(keys) and shelf.work_subjects.replace(
        work.pk, [{"subject_id": key} for key in keys]
    )


def _main_subject(product: records.Product, shelf: Shelf) -> Subject | None:
    """Return the first subject marked so, or the first of all."""
    found = shelf.subjects.of(product.descriptive.subjects)
    first = found[0][0] if found else None
    return next((subject for subject, is_main in found if is_main), first)


def _set_editorial_reviews(work: Work, product: records.Product, shelf: Shelf) -> bool:
    rows = [
        {
            "order": order,
            "kind": text.kind.value,
            "text": text.text,
            "signer": text.signer,
            "source": text.source,
        }
        for order, text in enumerate(product.collateral.editorial_texts, 1)
    ]
    return bool(rows) and shelf.editorial_reviews.replace(work.pk, rows)


def _makers(names_and_roles: Iterable[tuple[str, str]]) -> frozenset[tuple[str, bool]]:
    """Return the authors, or everyone where a book names no author.

    Each is a folded name and whether it is an author's: an editor of letters is not their author.
    """
    everyone = {(fold(name) or name, role == AUTHOR) for name, role in names_and_roles}
    authors = {(name, is_author) for name, is_author in everyone if is_author}
    return frozenset(authors or everyone)


def _role(person: records.Contributor) -> str:
    """Roles that no page names are told as contributions."""
    return person.role if person.role in ContributorRole.values else ContributorRole.OTHER.value


def _same_title(work: Work, title: records.Title) -> bool:
    """The stored key is cut off, and empty for a title such as “???”; the titles decide."""
    return same_name(f"{work.title} {work.subtitle}", f"{title.title} {title.subtitle}")
