"""Contents lines read as entries."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from catalog.contents.entries import Entry
from catalog.contents.labels import Heading, Kind, is_label, split_labels
from catalog.contents.levels import levels_by_depth, levels_by_heading
from catalog.contents.lines import Line, lines_of_text
from catalog.contents.markup import lines_of_markup, lines_of_plain_xhtml, text_of_markup
from catalog.contents.pages import is_page, split_pages
from catalog.plain_text import one_line

_FIELD_MARK = "|"


class _Row(NamedTuple):
    """A line taken apart, before its level is known."""

    depth: tuple[int, int]
    heading: Heading
    page: str
    is_fielded: bool


def parse_text(text: str) -> list[Entry]:
    """Return the entries of a table of contents typed or pasted as text, one on each line.

    Levels come from indentation or bullets, and where those were lost from numbers and known
    words. A line may also name its fields: "label | title | page". Any text is read; lines that
    say nothing are left out. The levels begin at 1 and go down one step at a time (TC-1, TC-3).
    """
    return _entries(lines_of_text(text))


def parse_xhtml(markup: str) -> list[Entry]:
    """Return the entries of a table of contents in XHTML or HTML, as ONIX text type 04 has it.

    Reads nested lists, table rows, and paragraphs or lines between breaks; markup without any
    of them is read as text. Broken markup is read as far as it goes, and nothing is fetched.
    """
    lines = lines_of_markup(markup)
    return _entries(lines) if len(lines) > 1 else parse_text(text_of_markup(markup))


def parse_plain_xhtml(element: etree._Element) -> list[Entry] | None:
    """Return what `parse_xhtml` does for the XHTML in an element, without reading it anew.

    None where that takes an HTML parser: for other tags than those of plain lists and paragraphs.
    """
    lines = lines_of_plain_xhtml(element)
    return _entries(lines) if lines and len(lines) > 1 else None


def _entries(lines: Sequence[Line]) -> list[Entry]:
    rows = [row for row in _rows(lines) if row.heading.title]
    depths = [row.depth for row in rows]
    if len(set(depths)) > 1 or all(row.is_fielded for row in rows):
        levels = levels_by_depth(depths)
    else:
        levels = levels_by_heading([row.heading for row in rows])
    return [
        Entry(level, row.heading.label, row.heading.title, row.page)
        for level, row in zip(levels, rows, strict=True)
    ]


def _rows(lines: Sequence[Line]) -> list[_Row]:
    """Take lines apart; pages and labels without field marks are judged together."""
    rows = [_fielded_row(line) for line in lines]
    plain = [index for index, row in enumerate(rows) if row is None]
    pages = split_pages([lines[index].text for index in plain])
    headings = split_labels([title for title, _page in pages])
    for index, heading, (_title, page) in zip(plain, headings, pages, strict=True):
        rows[index] = _Row(lines[index].depth, _collapsed(heading), page, is_fielded=False)
    # By now there is one for each line.
    return [row for row in rows if row is not None]


def _fielded_row(line: Line) -> _Row | None:
    """Read "label | title | page", "label | title" or "title | page"; None for other lines."""
    if _FIELD_MARK not in line.text:
        return None
    label, _mark, rest = (part.strip() for part in line.text.partition(_FIELD_MARK))
    title, has_page, page = (part.strip() for part in rest.rpartition(_FIELD_MARK))
    if not has_page:
        if is_page(rest.strip()):
            return _row(line, "", label, rest.strip())
        return _row(line, label, rest, "") if not label or is_label(label) else None
    if page and not is_page(page):
        return _row(line, label, rest, "")
    return _row(line, label, title, page)


def _row(line: Line, label: str, title: str, page: str) -> _Row:
    kind = Kind.CHAPTER if label else Kind.PLAIN
    heading = Heading(kind, label, title) if title else Heading(kind, "", label)
    return _Row(line.depth, _collapsed(heading), page, is_fielded=True)


def _collapsed(heading: Heading) -> Heading:
    kind, label, title, parts = heading
    one, other = one_line(label), one_line(title)
    return heading if one is label and other is title else Heading(kind, one, other, parts)
