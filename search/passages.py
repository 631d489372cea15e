"""A short passage of what is told of a book, where the words stand that its title has not."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from django.db import connections
from django.utils.safestring import SafeString

from search.engines import Group, reading
from search.marking import Marker
from search.occurrences import occurrences
from search.places import place_in
from search.stored import one_of
from search.terms import Term, phrase_of
from search.words import fold

# Further back in a long table of contents nothing is quoted.
_ENTRIES_READ = 300
_TEXTS = (
    "SELECT work_id, 'Contents', title FROM catalog_contentsentry AS entry "
    "JOIN catalog_edition AS edition ON edition.id = entry.edition_id "
    'WHERE work_id {one_of} AND "order" <= %s '
    "UNION ALL SELECT id, 'Description', overview FROM catalog_work WHERE id {one_of}"
)
_LENGTH = 180
_BEFORE = 50
_MOST_PLACES = 200
# What stands where a line goes on.
_CUT = {True: SafeString("…"), False: SafeString()}


class Passage(NamedTuple):
    """`source` says what is quoted: "Contents" or "Description"."""

    source: str
    text: SafeString


def passages(missing: Mapping[int, Sequence[Term]], terms: Sequence[Term]) -> Mapping[int, Passage]:
    """Return a passage for each of the works that has one with words that are missing above.

    `missing` are by work the terms that its title and names have not. Two queries, or none.
    """
    wanted = {work: terms for work, terms in missing.items() if terms}
    if not wanted:
        return {}
    texts = _texts(list(wanted))
    marker = Marker(terms)
    phrases = [phrase_of(terms)] if len(terms) > 1 else []
    found = {
        work: _best(texts[work], [phrases, *(term.group for term in terms)], marker)
        for work, terms in wanted.items()
    }
    return {work: passage for work, passage in found.items() if passage}


def _texts(works: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
    """Return the contents, an entry on each line, and the description of works. One query."""
    texts: dict[int, dict[str, list[str]]] = {work: {} for work in works}
    condition, keys = one_of(works, reading())
    with connections[reading()].cursor() as cursor:
        cursor.execute(_TEXTS.format(one_of=condition), [*keys, _ENTRIES_READ, *keys])
        for work, source, text in cursor.fetchall():
            texts[work].setdefault(source, []).append(text)
    return {
        work: {source: "\n".join(lines) for source, lines in sorted(told.items())}
        for work, told in texts.items()
    }


def _best(texts: Mapping[str, str], groups: Sequence[Group], marker: Marker) -> Passage | None:
    """Return the passage with the most groups close together; the first of them outdoes all."""
    worth, found = 0, None
    for source, text in texts.items():
        densest, place = _densest(fold(text), groups)
        if densest > worth:
            worth, found = densest, (source, text, place)
    if found is None:
        return None
    source, text, place = found
    return Passage(source, _cut(text, place_in(text, place), marker))


def _densest(folded: str, groups: Sequence[Group]) -> tuple[int, int]:
    """Return what the best place in a folded text is worth, and where it begins."""
    places = sorted(
        (place, number)
        for number, group in enumerate(groups)
        for place in islice(occurrences(folded, group), _MOST_PLACES)
    )
    best = (0, 0)
    for index, (start, _) in enumerate(places):
        near = {number for place, number in places[index : index + 20] if place < start + _LENGTH}
        best = max(best, (len(near) + len(groups) * (0 in near), -start))
    return best[0], -best[1]


def _cut(text: str, place: int, marker: Marker) -> SafeString:
    """Return the line around a place, or as much of it as is read at a glance, with its marks."""
    place = min(place, len(text))
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    line = text[start : end if end >= 0 else len(text)]
    piece = _piece(line, place - start)
    return _CUT[piece.start > 0] + marker.mark(line[piece]) + _CUT[piece.stop < len(line)]


def _piece(line: str, place: int) -> slice:
    """Return which part of a line is shown, from word to word."""
    if len(line) <= _LENGTH:
        return slice(0, len(line))
    start = _start_of_word(line, max(0, place - _BEFORE)) if place > _BEFORE else 0
    end = start + _LENGTH
    if end >= len(line):
        return slice(start, len(line))
    space = line.rfind(" ", start, end)
    return slice(start, space if space > start else end)


def _start_of_word(line: str, place: int) -> int:
    space = line.find(" ", place, place + _BEFORE)
    return space + 1 if space >= 0 else place
