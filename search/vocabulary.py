"""The words of the index: how many works each is in, and how it may be misspelt.

Counts tell which words are common, and need be no more exact than that: where the words of a work
change, new ones are counted, and old ones stay counted until the index is made anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, transaction

from catalog.importing import in_batches
from search.engines import BREAK, Entry, Wanted, engine
from search.models import Deletion, Word

# Of shorter words, too many others are one letter away.
SHORTEST_CORRECTED = 4
_LONGEST_CORRECTED = 40
_BATCH = 1_000
_ADDED = "works = search_word.works + EXCLUDED.works, heads = search_word.heads + EXCLUDED.heads"
_EXACT = "works = EXCLUDED.works, heads = EXCLUDED.heads"
# A word of others' descriptions may come to stand in a title.
_KNOWN = "heads = CASE WHEN search_word.heads = 0 THEN EXCLUDED.heads ELSE search_word.heads END"

Row = tuple[str, int, int]


class Counts:
    """In how many entries each word and token is: anywhere, and in the head."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._works: Counter[str] = Counter()
        self._heads: Counter[str] = Counter()
        self.add_all(entries)

    def add_all(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        head = {*entry.head} - {BREAK}
        self._heads.update(head)
        self._works.update({*head, *entry.body, *entry.tokens, *entry.levels} - {BREAK})

    def __contains__(self, text: str) -> bool:
        return text in self._works

    def rows(self) -> Iterator[Row]:
        """Yield text, works and heads of each, in order: no two writers wait for each other."""
        for text in sorted(self._works):
            yield text, self._works[text], self._heads[text]


def count_new(entries: Iterable[Entry]) -> None:
    """Count the words of works that were not in the index."""
    _store(Counts(entries).rows(), _ADDED)


def count_changed(entries: Iterable[Entry]) -> None:
    """Take in those words of changed works that no other work has had."""
    rows = Counts(entries).rows()
    _store(((text, 1, min(heads, 1)) for text, _, heads in rows), _KNOWN)


def replace_by(counts: Counts) -> None:
    """Make these the counts, in place of all there were.

    In many short transactions, so that the shop can write between them. Words stay that works have
    which came while the others were counted.
    """
    _store(counts.rows(), _EXACT)
    last = ""
    while known := list(Word.objects.filter(text__gt=last).values_list("text", flat=True)[:_BATCH]):
        _forget([text for text in known if text not in counts and not _is_in_use(text)])
        last = known[-1]


def _is_in_use(text: str) -> bool:
    wanted = (Wanted([[(text,)]]), Wanted(tokens=[[text]]))
    return any(engine().find(each, limit=1) for each in wanted)


def deletions(word: str) -> set[str]:
    """Return the word, and the word without one of its letters, for each letter.

    Two words have one of these in common that differ by one letter more, less or other, or by two
    neighbours that changed places; and also some that differ by two.
    """
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_corrected(word: str, *, shortest: int = SHORTEST_CORRECTED) -> bool:
    """Whether a word is one that people misspell: made of letters, and not too short."""
    return shortest <= len(word) <= _LONGEST_CORRECTED and not any(
        character.isdigit() for character in word
    )


def _store(rows: Iterable[Row], on_conflict: str) -> None:
    for batch in in_batches(rows, _BATCH):
        places = ", ".join(["(%s, %s, %s)"] * len(batch))
        with transaction.atomic(), connection.cursor() as cursor:
            _note_deletions([text for text, _, heads in batch if heads and is_corrected(text)])
            cursor.execute(
                f"INSERT INTO search_word (text, works, heads) VALUES {places} "  # noqa: S608
                f"ON CONFLICT (text) DO UPDATE SET {on_conflict}",
                [value for row in batch for value in row],
            )


@transaction.atomic
def _forget(words: Sequence[str]) -> None:
    Word.objects.filter(text__in=words).delete()
    # By the texts, too, which the rows are found by.
    texts = {text for word in words if is_corrected(word) for text in deletions(word)}
    Deletion.objects.filter(text__in=texts, word__in=words).delete()


def _note_deletions(words: Sequence[str]) -> None:
    """Note how the words may be misspelt that are new to titles and names."""
    known = Word.objects.filter(text__in=words, heads__gt=0).values_list("text", flat=True)
    Deletion.objects.bulk_create(
        (
            Deletion(text=text, word=word)
            for word in sorted({*words} - {*known})
            for text in deletions(word)
        ),
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
