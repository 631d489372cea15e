"""Which work an edition belongs to, and what its message may change there.

The rules and their reasons are in docs/decisions/matching-works.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalog.folding import fold
from catalog.keywords import as_text, keywords_in
from catalog.loading.changes import Account, count_in_words, in_words, update
from catalog.loading.child_rows import Row
from catalog.loading.names import same_name
from catalog.loading.shelf import Shelf
from catalog.models import ContributorRole, Work
from catalog.onix import records
from catalog.staff_edits import fact_words

AUTHOR = ContributorRole.AUTHOR


def matching_work(block: records.Descriptive, shelf: Shelf) -> Work | None:
    """Return the work of the same title by the same people, the oldest of several."""
    people = _makers((person.name, person.role) for person in block.contributors)
    for work in shelf.works_titled(block.title) if people else ():
        if _same_title(work, block.title):
            rows = shelf.contributions.below(work.pk)
            theirs = ((shelf.contributors.name(row["contributor_id"]), row["role"]) for row in rows)
            if _makers(theirs) == people:
                return work
    return None


def named_work(product: records.Product, shelf: Shelf) -> Work | None:
    """Return the work of the edition that the message names as one of the same, by its title."""
    edition = shelf.editions.get(product.work_number)
    work = shelf.works[edition.work_id] if edition else None
    return work if work and _same_title(work, product.descriptive.title) else None


def new_work(title: records.Title, shelf: Shelf) -> Work:
    work = Work(title=title.title, subtitle=title.subtitle)
    shelf.add_work(work, title)
    return work


def update_work(
    work: Work,
    record: records.Product | records.BlockUpdate,
    shelf: Shelf,
    account: Account,
    *,
    speaks_for_it: bool,
) -> None:
    """Bring the work up to date with the blocks of one edition's message.

    What they leave out stays as it is. An edition that does not speak for the work only fills in
    what the work lacks.
    """
    message = _Message(work, shelf, account, speaks_for_it)
    if record.descriptive:
        message.apply_descriptive(record.descriptive)
    if record.collateral:
        message.apply_collateral(record.collateral)


@dataclass(frozen=True)
class _Message:
    """What an edition's message says of its work, on its way there."""

    work: Work
    shelf: Shelf
    account: Account
    speaks_for_it: bool

    def apply_descriptive(self, block: records.Descriptive) -> None:
        if self.speaks_for_it:
            self._set(title=block.title.title, subtitle=block.title.subtitle)
            if self.work.pk > 0:
                self.shelf.note_title(self.work, block.title)
        if keywords_in(self.work.keywords) != list(block.keywords):
            self._set_told(keywords=as_text(block.keywords))
        self._apply_contributors(block.contributors)
        self._apply_subjects(block.subjects)

    def apply_collateral(self, block: records.Collateral) -> None:
        self._set_told(overview=block.overview)
        self._replace("editorial_reviews", _review_rows(block))

    def _set(self, **facts: Any) -> None:
        update(
            self.work,
            facts,
            self.shelf.pending_works,
            by_staff=self.shelf.by_staff(self.work),
            account=self.account,
            named=self._named,
        )

    def _set_told(self, **facts: Any) -> None:
        """Set what the message does tell, where it may."""
        for column, value in facts.items():
            if value and (self.speaks_for_it or not getattr(self.work, column)):
                self._set(**{column: value})

    def _named(self, column: str, value: Any) -> Any:
        return self.shelf.subjects.heading(value) if column == "main_subject_id" else value

    def _replace(self, name: str, rows: list[Row]) -> None:
        """Replace rows below the work by those that are told, where it may."""
        if rows and (self.speaks_for_it or not self.shelf.below_work[name].below(self.work.pk)):
            self._store(name, rows)

    def _store(self, name: str, rows: list[Row]) -> None:
        children = self.shelf.below_work[name]
        by_staff = self.shelf.by_staff(self.work)
        replace_children(
            children, self.work.pk, rows, name, by_staff=by_staff, account=self.account
        )

    def _apply_contributors(self, people: Iterable[records.Contributor]) -> None:
        known = self.shelf.contributions.below(self.work.pk)
        if known and not self.speaks_for_it:
            self._store("contributors", self._with_biographies(known, people))
            return
        biographies = {
            (row["contributor_id"], row["role"]): row["biography"]
            for row in known
            if row["biography"]
        }
        rows: dict[tuple[int, str], Row] = {}
        for person in people:
            role = _role(person)
            among = [row["contributor_id"] for row in known if row["role"] == role]
            place = self.shelf.contributors.called(person, among).pk, role
            if place not in rows:
                biography = person.biography or biographies.get(place, "")
                rows[place] = _contribution(len(rows) + 1, place, biography)
        if rows:
            self._store("contributors", list(rows.values()))

    def _with_biographies(
        self, known: list[Row], people: Iterable[records.Contributor]
    ) -> list[Row]:
        told = [person for person in people if person.biography]
        return [
            row | {"biography": row["biography"] or self._biography(row, told)} for row in known
        ]

    def _biography(self, row: Row, told: Iterable[records.Contributor]) -> str:
        name = self.shelf.contributors.name(row["contributor_id"])
        return next((person.biography for person in told if same_name(name, person.name)), "")

    def _apply_subjects(self, told: Iterable[records.Subject]) -> None:
        if not self.speaks_for_it and self.shelf.below_work["subjects"].below(self.work.pk):
            return
        found = self.shelf.subjects.of(told)
        if found:
            # The first one marked so, or the first of all.
            main = next((subject for subject, is_main in found if is_main), None)
            keys = sorted({subject.pk for subject, _ in found}, key=lambda key: (key < 0, abs(key)))
            rows = [{"subject_id": key} for key in keys]
            has_none = self.work.main_subject_id is None
            is_known = rows == self.shelf.below_work["subjects"].below(self.work.pk)
            # The same subjects, of which still none is the main one, are nothing new.
            if main or not (has_none and is_known):
                self._set(main_subject_id=(main or found[0][0]).pk)
                self._store("subjects", rows)


def replace_children(
    children: Any,
    parent: int,
    rows: list[Row],
    name: str,
    *,
    by_staff: frozenset[str],
    account: Account,
) -> None:
    """Make these the rows below a work or an edition, unless staff wrote them."""
    before = children.below(parent)
    # Numbers may leave gaps where staff wrote them; the sequence is what counts.
    if rows == before or _in_sequence(rows) == _in_sequence(before):
        return
    if account.is_of_a_new_edition and parent < 0:
        children.replace(parent, rows)
        return
    what, counts = fact_words(name), (count_in_words(before), count_in_words(rows))
    if name in by_staff:
        account.left_out(what, *_examples(before, rows, counts))
        return
    children.replace(parent, rows)
    if counts[0] == counts[1]:
        account.change(what, counts[0], "other ones")
    else:
        account.change(what, *counts)


def _in_sequence(rows: list[Row]) -> list[Row]:
    return [{name: value for name, value in row.items() if name != "order"} for row in rows]


def _examples(before: list[Row], rows: list[Row], counts: tuple[str, str]) -> tuple[str, str]:
    """Tell lists by their number and the first text that differs, where there is one."""
    told = []
    for one, other, words in ((before, rows, counts[0]), (rows, before, counts[1])):
        texts = [text for row in one if row not in other for text in row.values()]
        text = next((text for text in texts if isinstance(text, str) and len(text) > 3), None)
        told.append(f"{words} ({in_words(text)})" if text else words)
    return told[0], told[1]


def _contribution(order: int, place: tuple[int, str], biography: str) -> Row:
    contributor, role = place
    return {"order": order, "contributor_id": contributor, "role": role, "biography": biography}


def _review_rows(block: records.Collateral) -> list[Row]:
    return [
        {
            "order": order,
            "kind": text.kind.value,
            "text": text.text,
            "signer": text.signer,
            "source": text.source,
        }
        for order, text in enumerate(block.editorial_texts, 1)
    ]


def _makers(names_and_roles: Iterable[tuple[str, str]]) -> frozenset[tuple[str, bool]]:
    """Return the authors, or everyone where a book names no author.

    Each is a folded name and whether it is an author's: an editor of letters is not their author.
    """
    everyone = {(fold(name) or name, role == AUTHOR) for name, role in names_and_roles}
    authors = {(name, is_author) for name, is_author in everyone if is_author}
    return frozenset(authors or everyone)


def _role(person: records.Contributor) -> str:
    """Roles that no page names are told as contributions."""
    return person.role if person.role in _ROLES else ContributorRole.OTHER.value


def _same_title(work: Work, title: records.Title) -> bool:
    """The stored key is cut off, and empty for a title such as “???”; the titles decide."""
    return same_name(f"{work.title} {work.subtitle}", f"{title.title} {title.subtitle}")


_ROLES = frozenset(ContributorRole.values)
