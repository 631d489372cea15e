"""Contributors, publishers, series and subjects by name or code: found, or made."""

from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

from catalog.constraints import NAME
from catalog.folding import fold
from catalog.importing import in_batches
from catalog.loading.pending_rows import PendingRows
from catalog.models import Contributor, Publisher, Series, Subject, SubjectScheme, Work
from catalog.onix import records
from catalog.slugs import free_slugs

Named = TypeVar("Named", Publisher, Series)
# Well below the most parameters that a database takes in one query.
_MOST_IN_A_QUERY = 5_000


class Names(Generic[Named]):
    """Publishers or series of some names, which count exactly as they are written."""

    def __init__(self, model: type[Named], names: Collection[str], also: Collection[int]) -> None:
        self.pending: PendingRows[Named] = PendingRows(model)
        self._model: type[Named] = model
        self._by_name: dict[str, Named] = model._default_manager.in_bulk(names, field_name="name")
        others = model._default_manager.in_bulk(also)
        self._by_pk: dict[int, Named] = others | {row.pk: row for row in self._by_name.values()}

    def named(self, name: str) -> Named | None:
        """Return the one of this name, made where there is none yet; None for no name."""
        if name and name not in self._by_name:
            row = self.pending.add(self._model(name=name))
            self._by_name[name] = self._by_pk[row.pk] = row
        return self._by_name.get(name)

    def name(self, pk: int | None) -> str:
        return self._by_pk[pk].name if pk else ""

    def write(self) -> None:
        _give_slugs(
            self.pending,
            [row.name for row in self.pending.new()],
            self._model._meta.model_name or "",
        )
        self.pending.write()


class Contributors:
    """Those of some names, and some more by their keys.

    Case, accents and punctuation do not tell two people apart. Of several alike, the one written
    exactly so is meant, otherwise the one who came first.
    """

    def __init__(self, people: Iterable[records.Contributor], also: Collection[int]) -> None:
        self.pending = PendingRows(Contributor)
        self._by_pk: dict[int, Contributor] = {}
        self._by_key: dict[str, list[Contributor]] = {}
        found: dict[int, Contributor] = {}
        keys = {_name_key(person.name) for person in people}
        for wanted in in_batches(keys, _MOST_IN_A_QUERY):
            found |= {row.pk: row for row in Contributor.objects.filter(name_key__in=wanted)}
        for others in in_batches(set(also).difference(found), _MOST_IN_A_QUERY):
            found |= Contributor.objects.in_bulk(others)
        for pk in sorted(found):
            self._add(found[pk], found[pk].name_key)

    def name(self, pk: int) -> str:
        return self._by_pk[pk].name

    def called(self, person: records.Contributor, among: Iterable[int] = ()) -> Contributor:
        """Return the contributor, made or filled in with what was not known of them yet.

        Of people of exactly that name, one who is `among` these is meant.
        """
        of_these = (self._by_pk[pk] for pk in among if self._by_pk[pk].name == person.name)
        known = next(of_these, None) or self._known(person.name)
        if known is None:
            return self._make(person)
        # Books share their contributors, so a message adds to them and never overwrites.
        told = {
            column: getattr(person, column)
            for column in ("name_inverted", "letters_after_name")
            if getattr(person, column) and not getattr(known, column)
        }
        self.pending.change(known, told)
        return known

    def write(self) -> None:
        _give_slugs(self.pending, [row.name for row in self.pending.new()], "contributor")
        self.pending.write()

    def _known(self, name: str) -> Contributor | None:
        candidates = self._by_key.get(_name_key(name), [])
        exact = (contributor for contributor in candidates if contributor.name == name)
        alike = (contributor for contributor in candidates if same_name(contributor.name, name))
        return next(exact, None) or next(alike, None)

    def _make(self, person: records.Contributor) -> Contributor:
        contributor = self.pending.add(
            Contributor(
                name=person.name,
                name_inverted=person.name_inverted,
                letters_after_name=person.letters_after_name,
            )
        )
        self._add(contributor, _name_key(person.name))
        return contributor

    def _add(self, contributor: Contributor, key: str) -> None:
        self._by_pk[contributor.pk] = contributor
        self._by_key.setdefault(key, []).append(contributor)


class Subjects:
    """Those of some codes, in the schemes that the shop keeps."""

    def __init__(self, subjects: Iterable[records.Subject]) -> None:
        self.pending = PendingRows(Subject)
        self._by_place: dict[tuple[str, str], Subject] = {}
        self._headings: dict[int, str] = {}
        for codes in in_batches({subject.code for subject in subjects}, _MOST_IN_A_QUERY):
            for row in Subject.objects.filter(code__in=codes):
                self._add(row)

    def of(self, subjects: Iterable[records.Subject]) -> list[tuple[Subject, bool]]:
        """Return the subjects, each with whether it is marked as main; others are left out."""
        wanted = {
            (subject.scheme, subject.code): subject
            for subject in subjects
            if subject.scheme in _SCHEMES
        }
        return [(self._one(subject), subject.is_main) for subject in wanted.values()]

    def heading(self, pk: int | None) -> str:
        """Return the heading in words for a report, where this batch knows it."""
        return self._headings.get(pk, "another one") if pk else ""

    def write(self) -> None:
        _give_slugs(self.pending, [row.heading for row in self.pending.new()], "subject")
        self.pending.write()

    def _one(self, subject: records.Subject) -> Subject:
        place = subject.scheme, subject.code
        if place not in self._by_place:
            heading = (subject.heading or subject.code)[:NAME]
            row = Subject(scheme=subject.scheme, code=subject.code, heading=heading)
            self._add(self.pending.add(row))
        return self._by_place[place]

    def _add(self, row: Subject) -> None:
        self._by_place[row.scheme, row.code] = row
        self._headings[row.pk] = row.heading


def same_name(one: str, other: str) -> bool:
    """Whether two names fold to the same; names without letters must be the same exactly."""
    return one == other or (bool(fold(one)) and fold(one) == fold(other))


def title_key(title: records.Title) -> str:
    """Return what Work.title_key is for this title."""
    return fold(f"{title.title} {title.subtitle}")[:_TITLE_KEY]


def _give_slugs(pending: PendingRows, names: list[str], otherwise: str) -> None:
    if not names:
        return
    among = type(pending.new()[0])._default_manager.all()
    slugs = free_slugs(names, among=among, otherwise=otherwise)
    for row, slug in zip(pending.new(), slugs, strict=True):
        row.slug = slug


def _name_key(name: str) -> str:
    return fold(name)[:_NAME_KEY]


_SCHEMES = frozenset(SubjectScheme.values)
_NAME_KEY = Contributor._meta.get_field("name_key").max_length
_TITLE_KEY = Work._meta.get_field("title_key").max_length
