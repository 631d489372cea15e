"""Which work an edition belongs to, and what its message may change there.

The rules and their reasons are in docs/decisions/matching-works.md.
"""

from collections.abc import Iterable

from catalog.folding import fold
from catalog.loading.changes import assign, replace_rows
from catalog.loading.names import contributors_named, same_name, subjects_of
from catalog.models import ContributorRole, Work
from catalog.onix import records

AUTHOR = ContributorRole.AUTHOR


def matching_work(product: records.Product) -> Work | None:
    """Return the work of the same title by the same people, the oldest of several."""
    title, contributors = product.descriptive.title, product.descriptive.contributors
    people = makers((person.name, person.role) for person in contributors)
    candidates = Work.objects.filter(title_key=_title_key(title)).order_by("pk")
    for work in candidates.prefetch_related("contributions__contributor"):
        theirs = makers((each.contributor.name, each.role) for each in work.contributions.all())
        if people and people == theirs and _same_title(work, title):
            return work
    return None


def makers(names_and_roles: Iterable[tuple[str, str]]) -> frozenset[tuple[str, bool]]:
    """Return the authors, or everyone where a book names no author.

    Each is a folded name and whether it is an author's: an editor of letters is not their author.
    """
    everyone = {(fold(name) or name, role == AUTHOR) for name, role in names_and_roles}
    authors = {(name, is_author) for name, is_author in everyone if is_author}
    return frozenset(authors or everyone)


def update_work(work: Work, product: records.Product, *, speaks_for_it: bool) -> bool:
    """Bring the work up to date with one edition's message; return whether anything changed.

    What the message leaves out stays as it is. An edition that does not speak for the work only
    fills in what the work lacks.
    """
    update = _replace if speaks_for_it else _fill_in
    return update(work, product)


def _replace(work: Work, product: records.Product) -> bool:
    title = product.descriptive.title
    changes = [
        assign(
            work,
            title=title.title,
            subtitle=title.subtitle,
            overview=product.collateral.overview or work.overview,
        ),
        _set_contributors(work, product.descriptive.contributors),
        _set_subjects(work, product.descriptive.subjects),
        _set_editorial_reviews(work, product.collateral.editorial_texts),
    ]
    return any(changes)


def _fill_in(work: Work, product: records.Product) -> bool:
    changes = [assign(work, overview=work.overview or product.collateral.overview)]
    if work.contributions.exists():
        changes.append(_fill_in_biographies(work, product.descriptive.contributors))
    else:
        changes.append(_set_contributors(work, product.descriptive.contributors))
    if not work.subjects.exists():
        changes.append(_set_subjects(work, product.descriptive.subjects))
    if not work.editorial_reviews.exists():
        changes.append(_set_editorial_reviews(work, product.collateral.editorial_texts))
    return any(changes)


def _set_contributors(work: Work, people: Iterable[records.Contributor]) -> bool:
    """Replace the contributors; a biography that the message leaves out stays."""
    contributors = contributors_named(people)
    stored = work.contributions.values_list("contributor_id", "role", "biography")
    biographies = {(contributor, role): text for contributor, role, text in stored}
    rows: dict[tuple[int, str], dict[str, object]] = {}
    for person in people:
        place = contributors[person.name].pk, _role(person)
        rows.setdefault(
            place,
            {
                "contributor_id": place[0],
                "role": place[1],
                "order": len(rows) + 1,
                "biography": person.biography or biographies.get(place, ""),
            },
        )
    return bool(rows) and replace_rows(work.contributions, list(rows.values()), work=work)


def _fill_in_biographies(work: Work, people: Iterable[records.Contributor]) -> bool:
    told = [person for person in people if person.biography]
    if not told:
        return False
    lacking = work.contributions.filter(biography="").select_related("contributor")
    changes = [
        assign(contribution, biography=person.biography)
        for contribution in lacking
        for person in told
        if same_name(contribution.contributor.name, person.name)
    ]
    return any(changes)


def _set_subjects(work: Work, subjects: Iterable[records.Subject]) -> bool:
    """Replace the subjects; the main one is the first marked so, or the first of all."""
    found = subjects_of(subjects)
    if not found:
        return False
    main = next((subject for subject, is_main in found if is_main), found[0][0])
    changed = assign(work, main_subject_id=main.pk)
    keys = {subject.pk for subject, _ in found}
    if set(work.subjects.values_list("pk", flat=True)) != keys:
        work.subjects.set(keys)
        changed = True
    return changed


def _set_editorial_reviews(work: Work, texts: Iterable[records.EditorialText]) -> bool:
    rows = [
        {
            "kind": text.kind.value,
            "text": text.text,
            "signer": text.signer,
            "source": text.source,
            "order": order,
        }
        for order, text in enumerate(texts, 1)
    ]
    return bool(rows) and replace_rows(work.editorial_reviews, rows, work=work)


def _role(person: records.Contributor) -> str:
    """Roles that no page names are told as contributions."""
    return person.role if person.role in ContributorRole.values else ContributorRole.OTHER.value


def _title_key(title: records.Title) -> str:
    return fold(_whole(title.title, title.subtitle))[: Work._meta.get_field("title_key").max_length]


def _same_title(work: Work, title: records.Title) -> bool:
    """The stored key is cut off, and empty for a title such as “???”; the titles decide."""
    return same_name(_whole(work.title, work.subtitle), _whole(title.title, title.subtitle))


def _whole(title: str, subtitle: str) -> str:
    return f"{title} {subtitle}"
