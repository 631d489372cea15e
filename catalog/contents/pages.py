"""Page numbers at the ends of contents lines, and whether they are in order."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from catalog.contents.entries import Entry
from catalog.contents.labels import ends_in_its_own_number, has_number_in_front
from catalog.contents.numerals import roman_value

_FIGURES, _NUMERALS = "0123456789", "ivxlc"
_PAGE_WORD = re.compile(r"[\s,;(](?:pp?|pg|page)\.?$")
_LONGEST_PAGE_WORD = len(" page.")
_ENDS_OF_PAGE_WORDS = frozenset("pge.")
_LEADER = re.compile(r"[.·…_]\s*[.·…_]|…|\t|\s{3}")
_LEADER_CHARACTERS = " \t\N{NO-BREAK SPACE}\N{EM SPACE}\N{EN SPACE}\N{THIN SPACE}.·…_"
_MOST_FIGURES = 5
_YEARS = range(1400, 2100)
_LONGEST_CHAPTER = 500


class _Ending(NamedTuple):
    """A number that ends a line; `is_marked` when dots, a tab or "p." say that it is a page."""

    title: str
    page: str
    is_marked: bool


def is_page(text: str) -> bool:
    """Say whether text is a page number, in arabic or roman numerals."""
    return page_order(text) is not None


def page_order(page: str) -> tuple[bool, int] | None:
    """Return a sort key that puts roman pages before arabic ones; None for no page number."""
    if page.isascii() and page.isdecimal() and len(page) <= _MOST_FIGURES:
        return True, int(page)
    roman = roman_value(page)
    return None if roman is None else (False, roman)


def split_pages(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return title and page of each line; the page is empty where there is none.

    A number after dots, a tab or "p." is a page. Whether a bare number is one is decided for the
    list as a whole, so that "Apollo 13" keeps its number in a list without pages.
    """
    endings = [_ending(text) for text in texts]
    accepted = _bare_pages(texts, endings)
    return [
        (ending.title, ending.page)
        if ending is not None and (ending.is_marked or index in accepted)
        else (text, "")
        for index, (text, ending) in enumerate(zip(texts, endings, strict=True))
    ]


def page_warnings(entries: Sequence[Entry], pages: int | None) -> list[str]:
    """Return a sentence for each page that comes too early or lies past the last page (TC-2).

    `pages` is the page count of the book, None when unknown. Roman pages of the front matter
    may stand before arabic ones. A page that is no number at all is passed over.
    """
    orders = ((entry, page_order(entry.page)) for entry in entries)
    numbered = [(entry, order) for entry, order in orders if order is not None]
    warnings = [
        f"“{entry.title}” is on page {entry.page}, "
        f"but “{before.title}” above it is already on page {before.page}."
        for (before, order_before), (entry, order) in pairwise(numbered)
        if order < order_before
    ]
    if pages is not None:
        warnings += [
            f"“{entry.title}” is on page {entry.page}, but the book has only {pages} pages."
            for entry, order in numbered
            if order > (True, pages)
        ]
    return warnings


def _ending(text: str) -> _Ending | None:
    before, page = _page_at_end(text)
    # Figures at the end are as many as a page has.
    if not page or not (page[0] in _FIGURES or is_page(page)) or ends_in_its_own_number(text):
        return None
    without_word = _without_page_word(before)
    title = before.rstrip(_LEADER_CHARACTERS) if without_word is None else without_word
    gap = before[len(title) :]
    # Mostly it is a space, and that is no leader.
    is_marked = without_word is not None or (gap != " " and _LEADER.search(gap) is not None)
    if not title.strip(" ,;") or gap in {"", "."}:
        return None
    if not is_marked:
        title = before
    return _Ending(title.rstrip().rstrip(",;").rstrip(), page, is_marked)


def _page_at_end(text: str) -> tuple[str, str]:
    """Return what stands before the figures or roman numerals at the end, and these, or nothing.

    No pattern is searched for, since that would try every place of every line.
    """
    for characters, longest in ((_FIGURES, 4), (_NUMERALS, 10)):
        before = text.rstrip(characters)
        page = text[len(before) :]
        if page:
            is_of_a_word = before[-1:].isalnum() or before[-1:] == "_"
            return (text, "") if len(page) > longest or is_of_a_word else (before, page)
    return text, ""


def _without_page_word(text: str) -> str | None:
    """Return the text without "p." or "page" at its end; None where there is none."""
    stem = text.rstrip()
    if stem[-1:] not in _ENDS_OF_PAGE_WORDS:
        return None
    match = _PAGE_WORD.search(stem, max(0, len(stem) - _LONGEST_PAGE_WORD))
    return None if match is None else stem[: match.start()]


def _bare_pages(texts: Sequence[str], endings: Sequence[_Ending | None]) -> set[int]:
    """Return the places of the bare numbers that are pages: none, or nearly all."""
    arabic = {
        index: int(ending.page)
        for index, ending in enumerate(endings)
        if ending is not None and ending.page.isdigit()
    }
    pages = _without_years(arabic)
    titles = {ending.title for i, ending in enumerate(endings) if ending and i in pages}
    if not (_is_usual(texts, pages) and _rises(list(pages.values()))):
        return set()
    if len(titles) * 2 <= len(pages) and len(pages) > 1:  # "Letter 1", "Letter 2", "Letter 3".
        return set()
    front_matter = {index for index in range(min(pages)) if endings[index] is not None}
    return front_matter - arabic.keys() | pages.keys()


def _without_years(numbers: dict[int, int]) -> dict[int, int]:
    """Leave out years, which stand in between pages as far too large numbers."""
    pages: dict[int, int] = {}
    last_page = 0
    for index, number in numbers.items():
        if number in _YEARS and number - last_page > _LONGEST_CHAPTER:
            continue
        pages[index] = last_page = number
    return pages


def _is_usual(texts: Sequence[str], pages: dict[int, int]) -> bool:
    """Say whether most lines have a page, or most of those that begin with a number."""
    if len(pages) > 1 and len(pages) * 2 > len(texts):
        return True
    numbered = {index for index, text in enumerate(texts) if has_number_in_front(text)}
    return len(numbered & pages.keys()) * 2 > len(numbered)


def _rises(numbers: list[int]) -> bool:
    """Say whether numbers rise as pages do; a list may hold a mistake, which is warned of."""
    falls = sum(after < before for before, after in pairwise(numbers))
    return bool(numbers) and falls * 4 <= len(numbers) - 1
