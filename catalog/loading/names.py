"""Contributors, publishers and subjects by name or code: found, or made."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from catalog.constraints import NAME
from catalog.folding import fold
from catalog.loading.changes import assign
from catalog.models import Contributor, Publisher, Subject, SubjectScheme, Work
from catalog.onix import records
from catalog.slugs import free_slug


class Publishers:
    """Those of some names, which count exactly as they are written."""

    def __init__(self, names: Collection[str]) -> None:
        self._by_name = Publisher.objects.in_bulk(names, field_name="name")

    def named(self, name: str) -> Publisher | None:
        """Return the publisher, made where there is none yet; None for no name."""
        if name and name not in self._by_name:
            slug = free_slug(name, among=Publisher.objects.all(), otherwise="publisher")
            self._by_name[name] = Publisher.objects.create(name=name, slug=slug)
        return self._by_name.get(name)


class Contributors:
    """Those of some names, and some more by their keys.

    Case, accents and punctuation do not tell two people apart. Of several alike, the one written
    exactly so is meant, otherwise the one who came first.
    """

    def __init__(self, people: Iterable[records.Contributor], also: Collection[int]) -> None:
        wanted = Q(name_key__in={_name_key(person.name) for person in people}) | Q(pk__in=also)
        self._by_pk: dict[int, Contributor] = {}
        self._by_key: dict[str, list[Contributor]] = {}
        for contributor in Contributor.objects.filter(wanted).order_by("pk"):
            self._add(contributor)

    def name(self, pk: int) -> str:
        return self._by_pk[pk].name

    def called(self, person: records.Contributor) -> Contributor:
        """Return the contributor, made or filled in with what was not known of them yet."""
        known = self._known(person.name)
        if known is None:
            return self._make(person)
        # Books share their contributors, so a message adds to them and never overwrites.
        assign(
            known,
            name_inverted=known.name_inverted or person.name_inverted,
            letters_after_name=known.letters_after_name or person.letters_after_name,
        )
        return known

    def _known(self, name: str) -> Contributor | None:
        candidates = self._by_key.get(_name_key(name), [])
        exact = (contributor for contributor in candidates if contributor.name == name)
        alike = (contributor for contributor in candidates if same_name(contributor.name, name))
        return next(exact, None) or next(alike, None)

    def _make(self, person: records.Contributor) -> Contributor:
        contributor = Contributor.objects.create(
            name=person.name,
            name_inverted=person.name_inverted,
            letters_after_name=person.letters_after_name,
            slug=free_slug(person.name, among=Contributor.objects.all(), otherwise="contributor"),
        )
        self._add(contributor)
        return contributor

    def _add(self, contributor: Contributor) -> None:
        self._by_pk[contributor.pk] = contributor
        self._by_key.setdefault(contributor.name_key, []).append(contributor)


class Subjects:
    """Those of some codes, in the schemes that the shop keeps."""

    def __init__(self, subjects: Iterable[records.Subject]) -> None:
        known = Subject.objects.filter(code__in={subject.code for subject in subjects})
        self._by_place = {(subject.scheme, subject.code): subject for subject in known}

    def of(self, subjects: Iterable[records.Subject]) -> list[tuple[Subject, bool]]:
        """Return the subjects, each with whether it is marked as main; others are left out."""
        wanted = {
            (subject.scheme, subject.code): subject
            for subject in subjects
            if subject.scheme in SubjectScheme.values
        }
        return [(self._one(subject), subject.is_main) for subject in wanted.values()]

    def _one(self, subject: records.Subject) -> Subject:
        place = subject.scheme, subject.code
        if place not in self._by_place:
            heading = subject.heading or subject.code
            self._by_place[place] = Subject.objects.create(
                scheme=subject.scheme,
                code=subject.code,
                heading=heading[:NAME],
                slug=free_slug(heading, among=Subject.objects.all(), otherwise="subject"),
            )
        return self._by_place[place]


def same_name(one: str, other: str) -> bool:
    """Whether two names fold to the same; names without letters must be the same exactly."""
    return one == other or (bool(fold(one)) and fold(one) == fold(other))


def title_key(title: records.Title) -> str:
    """Return what Work.title_key is for this title."""
    return fold(f"{title.title} {title.subtitle}")[: Work._meta.get_field("title_key").max_length]


def _name_key(name: str) -> str:
    return fold(name)[: Contributor._meta.get_field("name_key").max_length]
