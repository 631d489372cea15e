"""What a feed has named so far, kept on the disk, so that memory stays flat however long it is."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from catalog.cells import shown
from catalog.tables import RefusedRow
from marketplace.feeds.records import FeedRecord, OfferRecord, RefusedOffer, Removal
from marketplace.models import FeedRun, Offer

Mode = FeedRun.Mode


class NamedCopies:
    """The copies that a feed has named so far: seller, SKU, line, and whether they are gone."""

    # Lines of which it is not known what copy they are about.
    unreadable = 0

    def __init__(self) -> None:
        # How many offers each seller had on sale before the feed, and before a question of an
        # earlier one that nobody has answered: what came with that one is not settled yet.
        self.on_sale: dict[str, int] = {}

    def __enter__(self) -> "NamedCopies":
        # Without a name, SQLite keeps a table of its own in a file that goes with the connection.
        self._rows = sqlite3.connect("")
        self._rows.execute(
            "CREATE TABLE named (seller TEXT, sku TEXT, line INTEGER, is_gone INTEGER, "
            "PRIMARY KEY (seller, sku)) WITHOUT ROWID"
        )
        self._rows.execute("CREATE TABLE touched (edition INTEGER PRIMARY KEY)")
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def count_on_sale(self, records: Iterable[FeedRecord]) -> None:
        """Remember how much those sellers have on sale who were not named before."""
        copies = [
            each for each in records if isinstance(each, OfferRecord | Removal | RefusedOffer)
        ]
        if unseen := {copy.seller for copy in copies} - self.on_sale.keys():
            offers = Offer.objects.filter(seller__name__in=unseen, quantity__gt=0).order_by()
            settled = offers.exclude(Exists(_unanswered()))
            counts = dict(settled.values_list("seller__name").annotate(Count("pk")))
            self.on_sale |= dict.fromkeys(unseen, 0) | counts

    def note(self, record: FeedRecord) -> FeedRecord:
        """Remember the copy a record is about; return a refusal when it was named before."""
        if not isinstance(record, OfferRecord | Removal | RefusedOffer) or not record.sku:
            self.unreadable += 1
            return record
        row = (record.seller, record.sku, record.line, isinstance(record, Removal))
        if self._rows.execute("INSERT OR IGNORE INTO named VALUES (?, ?, ?, ?)", row).rowcount:
            return record
        (line,) = self._rows.execute(
            "SELECT line FROM named WHERE seller = ? AND sku = ?", row[:2]
        ).fetchone()
        reason = f"The SKU {shown(record.sku)} of {record.seller} stands in line {line} already."
        return RefusedRow(record.line, reason)

    def mark_gone(self, copies: Iterable[tuple[str, str]]) -> None:
        """Remember that none is left of copies noted before."""
        self._rows.executemany("UPDATE named SET is_gone = 1 WHERE seller = ? AND sku = ?", copies)

    def touch(self, editions: Iterable[int]) -> None:
        """Remember editions whose offers are changed."""
        rows = [(edition,) for edition in editions]
        self._rows.executemany("INSERT OR IGNORE INTO touched VALUES (?)", rows)

    def touched(self) -> Iterator[int]:
        """Yield the editions whose offers are changed, each once."""
        for (edition,) in self._rows.execute("SELECT edition FROM touched"):
            yield edition

    def sellers(self, mode: str) -> list[str]:
        """Return those of whom something may go."""
        which = "WHERE is_gone = 1" if mode == Mode.UPDATE else ""
        rows = self._rows.execute(f"SELECT DISTINCT seller FROM named {which}")  # noqa: S608
        return [name for (name,) in rows]

    def listed(self, seller: str, mode: str) -> Iterator[tuple[str, int]]:
        """Yield the SKUs, with their lines, that the feed says are gone."""
        which = "" if mode == Mode.DELETE else "AND is_gone = 1"
        yield from self._rows.execute(
            f"SELECT sku, line FROM named WHERE seller = ? {which} ORDER BY line",  # noqa: S608
            [seller],
        )

    def lacks(self, seller: str, skus: Sequence[str]) -> list[str]:
        """Return those of the SKUs that the feed does not name."""
        marks = ", ".join("?" * len(skus))
        found = self._rows.execute(
            f"SELECT sku FROM named WHERE seller = ? AND sku IN ({marks})",  # noqa: S608
            [seller, *skus],
        )
        named = {sku for (sku,) in found}
        return [sku for sku in skus if sku not in named]


def _unanswered() -> QuerySet[FeedRun]:
    """Return the files of an offer's seller that still ask, and that are not older than it."""
    asking = FeedRun.objects.filter(
        state=FeedRun.State.ASKING, asked_at__lte=OuterRef("created_at")
    )
    of_seller = asking.filter(Q(seller=OuterRef("seller")) | Q(seller=None))
    later = FeedRun.objects.filter(
        seller=OuterRef("seller"), state=FeedRun.State.DONE, pk__gt=OuterRef("pk")
    )
    return of_seller.exclude(Exists(later))
