"""What the shop has of the books of a batch, so that no record asks for it by itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Min, Q

from catalog.loading.child_rows import ChildRows
from catalog.loading.covers import NewCover
from catalog.loading.names import Contributors, Names, Subjects, title_key
from catalog.loading.pending_rows import PendingRows
from catalog.models import (
    ContentsEntry,
    Contribution,
    Edition,
    EditorialReview,
    Publisher,
    RelatedProduct,
    Series,
    SeriesPart,
    StaffEdit,
    Work,
)
from catalog.onix.records import BlockUpdate, Descriptive, Product, Title, Withdrawal
from catalog.staff_edits import completed

Loadable = Product | BlockUpdate | Withdrawal


class Shelf:
    """The editions and works that some records are or may be about, and all that they share.

    Reading takes the same few queries, whatever the number of records. A shelf is good for one
    transaction: loading keeps it as the shop will be, and `write` stores what it noted.
    """

    def __init__(self, records: Sequence[Loadable]) -> None:
        described = [_descriptive(record) for record in records]
        blocks = [block for block in described if block]
        self.editions = Edition.objects.in_bulk(_numbers(records), field_name="isbn13")
        self.works = _works(blocks, self.editions.values())
        self._by_title: dict[str, list[Work]] = {}
        for work in self.works.values():
            self._by_title.setdefault(work.title_key, []).append(work)
        # The edition that speaks for each work (EditionQuerySet.leading).
        editions = Edition.objects.filter(work__in=self.works).order_by()
        self.leads = dict(editions.values_list("work").annotate(Min("pk")))
        self.changed_works: dict[int, Work] = {}
        self.new_covers: list[NewCover] = []
        self._staff_edits = _staff_edits(self.works, self.editions.values())
        self._open_names(records, blocks)
        self._open_child_rows()
        # The contributors of the works are only known once their contributions are.
        self.contributors = Contributors(
            [person for block in blocks for person in block.contributors],
            also=self.contributions.column("contributor_id"),
        )
        self.contributions.refer("contributor_id", self.contributors.pending)

    def works_titled(self, title: Title) -> list[Work]:
        """Return the works whose key is that of the title, the oldest first."""
        key = title_key(title)
        return [work for work in self._by_title.get(key, []) if work.title_key == key]

    def add_work(self, work: Work, title: Title) -> None:
        self.works[self.pending_works.add(work).pk] = work
        self.note_title(work, title)

    def note_title(self, work: Work, title: Title) -> None:
        """Let later records of the batch find the work by this title, which it has now."""
        work.title_key = title_key(title)
        alike = self._by_title.setdefault(work.title_key, [])
        if work not in alike:
            alike.append(work)

    def add_edition(self, edition: Edition) -> None:
        self.editions[edition.isbn13] = self.pending_editions.add(edition)
        self.leads.setdefault(edition.work_id, edition.pk)

    def by_staff(self, row: Work | Edition) -> frozenset[str]:
        """Return the names of the facts that staff wrote last, and of those that go with them."""
        return self._staff_edits.get((type(row), row.pk), frozenset())

    def note_change(self, work: Work) -> None:
        """Note that a work which stood in the shop before, or an edition of it, was changed."""
        if work.pk > 0:
            self.changed_works[work.pk] = work

    def write(self, written: list[str]) -> None:
        """Store all that was noted, each row after those that it refers to.

        New cover files are added to `written`, for a transaction that may yet fail.
        """
        for names in (self.publishers, self.series, self.subjects, self.contributors):
            names.write()
        self.pending_works.write()
        self.pending_editions.write()
        for rows in (*self.below_work.values(), *self.below_edition.values()):
            rows.write()
        for cover in self.new_covers:
            cover.store(written)

    def _open_names(self, records: Sequence[Loadable], blocks: Sequence[Descriptive]) -> None:
        self.subjects = Subjects(subject for block in blocks for subject in block.subjects)
        self.publishers = Names(
            Publisher,
            {_publisher(record) for record in records},
            also={each.publisher_id for each in self.editions.values() if each.publisher_id},
        )
        self.series = Names(
            Series, {part.title for block in blocks for part in block.series}, also=()
        )
        self.pending_works = PendingRows(Work, {"main_subject_id": self.subjects.pending})
        self.pending_editions = PendingRows(
            Edition, {"work_id": self.pending_works, "publisher_id": self.publishers.pending}
        )

    def _open_child_rows(self) -> None:
        of_work = {"work_id": self.pending_works}
        of_edition = {"edition_id": self.pending_editions}
        works = list(self.works)
        editions = [edition.pk for edition in self.editions.values()]
        self.contributions = ChildRows(
            Contribution,
            ["order", "contributor_id", "role", "biography"],
            below=works,
            refers=of_work,
        )
        self.below_work = {
            "contributors": self.contributions,
            "subjects": ChildRows(
                Work.subjects.through,
                ["subject_id"],
                below=works,
                refers=of_work | {"subject_id": self.subjects.pending},
            ),
            "editorial_reviews": ChildRows(
                EditorialReview,
                ["order", "kind", "text", "signer", "source"],
                below=works,
                refers=of_work,
            ),
        }
        self.below_edition = {
            "contents": ChildRows(
                ContentsEntry,
                ["order", "level", "label", "title", "page"],
                below=editions,
                refers=of_edition,
            ),
            "series_parts": ChildRows(
                SeriesPart,
                ["order", "series_id", "number"],
                below=editions,
                refers=of_edition | {"series_id": self.series.pending},
            ),
            "related_products": ChildRows(
                RelatedProduct,
                ["order", "relation", "isbn13"],
                below=editions,
                refers=of_edition,
            ),
        }


def _numbers(records: Iterable[Loadable]) -> set[str]:
    """Return the numbers of the records, and of other editions by which they name their works."""
    named = {record.work_number for record in records if isinstance(record, Product)} - {""}
    return {record.isbn13 for record in records} | named


def _descriptive(record: Loadable) -> Descriptive | None:
    return None if isinstance(record, Withdrawal) else record.descriptive


def _publisher(record: Loadable) -> str:
    if isinstance(record, Withdrawal) or record.publishing is None:
        return ""
    return record.publishing.publisher


def _works(blocks: Iterable[Descriptive], editions: Iterable[Edition]) -> dict[int, Work]:
    """Return the works of the editions and those of the same titles, the oldest first."""
    of_these = Q(pk__in={edition.work_id for edition in editions})
    alike = Q(title_key__in={title_key(block.title) for block in blocks})
    return {work.pk: work for work in Work.objects.filter(of_these | alike).order_by("pk")}


def _staff_edits(
    works: Iterable[int], editions: Iterable[Edition]
) -> dict[tuple[type[Any], int], frozenset[str]]:
    found: dict[tuple[type[Any], int], list[str]] = {}
    edits = StaffEdit.objects.filter(Q(work__in=works) | Q(edition__in=list(editions)))
    for work, edition, name in edits.values_list("work_id", "edition_id", "field"):
        place = (Work, work) if work else (Edition, edition)
        found.setdefault(place, []).append(name)
    return {place: frozenset(completed(names)) for place, names in found.items()}
