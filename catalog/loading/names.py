"""Contributors, publishers and subjects by name or code: found, or made."""

from collections.abc import Iterable

from catalog.constraints import NAME
from catalog.folding import fold
from catalog.loading.changes import assign
from catalog.models import Contributor, Publisher, Subject, SubjectScheme
from catalog.onix import records
from catalog.slugs import free_slug


def publisher_named(name: str) -> Publisher | None:
    """Return the publisher of exactly this name; None for no name."""
    if not name:
        return None
    return Publisher.objects.filter(name=name).first() or Publisher.objects.create(
        name=name, slug=free_slug(name, among=Publisher.objects.all(), otherwise="publisher")
    )


def contributors_named(people: Iterable[records.Contributor]) -> dict[str, Contributor]:
    """Return the contributors by the names in the message; what is known of them is kept.

    Case, accents and punctuation do not tell two people apart. Of several alike, the one written
    exactly so is meant, otherwise the one who came first.
    """
    wanted = {person.name: person for person in people}
    known = list(
        Contributor.objects.filter(name_key__in={_key(name) for name in wanted}).order_by("pk")
    )
    found: dict[str, Contributor] = {}
    for name, person in wanted.items():
        contributor = _best(name, known) or _new_contributor(person)
        if contributor not in known:
            known.append(contributor)
        _fill_in(contributor, person)
        found[name] = contributor
    return found


def subjects_of(subjects: Iterable[records.Subject]) -> list[tuple[Subject, bool]]:
    """Return the subjects of the schemes the shop keeps, each with whether it is marked as main."""
    wanted = {
        (subject.scheme, subject.code): subject
        for subject in subjects
        if subject.scheme in SubjectScheme.values
    }
    codes = {code for _, code in wanted}
    known = {(row.scheme, row.code): row for row in Subject.objects.filter(code__in=codes)}
    return [
        (known.get(place) or _new_subject(subject), subject.is_main)
        for place, subject in wanted.items()
    ]


def same_name(one: str, other: str) -> bool:
    """Whether two names fold to the same; names without letters must be the same exactly."""
    return one == other or (bool(fold(one)) and fold(one) == fold(other))


def _key(name: str) -> str:
    return fold(name)[: Contributor._meta.get_field("name_key").max_length]


def _best(name: str, known: list[Contributor]) -> Contributor | None:
    exact = (contributor for contributor in known if contributor.name == name)
    alike = (contributor for contributor in known if same_name(contributor.name, name))
    return next(exact, None) or next(alike, None)


def _new_contributor(person: records.Contributor) -> Contributor:
    slug = free_slug(person.name, among=Contributor.objects.all(), otherwise="contributor")
    return Contributor.objects.create(
        name=person.name,
        name_inverted=person.name_inverted,
        letters_after_name=person.letters_after_name,
        slug=slug,
    )


def _fill_in(contributor: Contributor, person: records.Contributor) -> None:
    """Books share their contributors, so a message adds to them and never overwrites."""
    assign(
        contributor,
        name_inverted=contributor.name_inverted or person.name_inverted,
        letters_after_name=contributor.letters_after_name or person.letters_after_name,
    )


def _new_subject(subject: records.Subject) -> Subject:
    heading = subject.heading or subject.code
    slug = free_slug(heading, among=Subject.objects.all(), otherwise="subject")
    return Subject.objects.create(
        scheme=subject.scheme, code=subject.code, heading=heading[:NAME], slug=slug
    )
