"""Making the index anew, all of it, while the shop goes on to use the one that it has.

The text index is made beside the one in use where the engine can (search.engines), and takes its
place at the end. Until then nothing that is noted as changed is forgotten, so that a rebuild that
is stopped leaves an index that is as good as before.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.db import transaction

from catalog.importing import in_batches
from catalog.models import Work
from search import indexing, levels, vocabulary
from search.documents import prepare
from search.engines import engine
from search.models import Document
from search.vocabulary import Counts

_FORGOTTEN_AT_ONCE = 10_000


class IsMadeAnewAlready(Exception):
    """Another process makes the index anew."""


def rebuild() -> Iterator[int]:
    """Make the index anew, work by work; yield how many each.

    Raises IsMadeAnewAlready before it does anything.
    """
    if not indexing.may_make_anew():
        raise IsMadeAnewAlready
    try:
        engine().begin_anew()
        yield from _Rebuild().run()
    finally:
        engine().give_up_anew()
        indexing.others_may_make_anew()


class _Rebuild:
    def __init__(self) -> None:
        self._counts = Counts()
        # Works whose entries are made, and the changes that these have in them.
        self._done, self._changes = 0, list[Sequence[int]]()
        self._indexed = Document.objects.count()
        # Those that came while the shop was too small for levels.
        self._without_levels: list[int] = []

    def run(self) -> Iterator[int]:
        last = 0
        while works := list(
            Work.objects.filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[: indexing.BATCH]
        ):
            self._make(works, after=last)
            last = works[-1]
            yield len(works)
        self._finish(last)
        vocabulary.replace_by(self._counts)
        if self._done >= levels.FEW:
            for works in in_batches(self._without_levels, indexing.BATCH):
                indexing.index(works)

    @transaction.atomic
    def _make(self, works: Sequence[int], *, after: int) -> None:
        indexing.wait_to_be_alone()
        self._changes.append(indexing.noted(works))
        known, count = indexing.digests(works), max(self._indexed, self._done)
        prepared = prepare(works, levels.thresholds_for(count))
        if count < levels.FEW:
            self._without_levels += works
        for each in prepared:
            _forget_other_words(each.document, known)
        indexing.keep(prepared)
        entries = [each.entry for each in prepared]
        engine().put_anew(entries)
        self._counts.add_all(entries)
        self._done += len(works)
        gone = Document.objects.filter(work_id__gt=after, work_id__lte=works[-1])
        indexing.remove(gone.exclude(work_id__in=works).values_list("work_id", flat=True))

    @transaction.atomic
    def _finish(self, last: int) -> None:
        """Use the new index. Whoever has changes to bring in leaves them noted for so long."""
        indexing.wait_to_be_alone()
        new = Work.objects.filter(pk__gt=last).values("pk")
        gone = Document.objects.filter(work_id__gt=last).exclude(work_id__in=new)
        indexing.remove(gone.values_list("work_id", flat=True))
        engine().finish_anew()
        for changes in in_batches(chain.from_iterable(self._changes), _FORGOTTEN_AT_ONCE):
            indexing.forget(changes)


def _forget_other_words(document: Document, known: dict[int, str]) -> None:
    """Have no digest where the index in use has other words, until the next change."""
    if known.get(document.work_id) != document.digest:
        document.digest = ""
