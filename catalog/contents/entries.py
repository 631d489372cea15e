"""One line of a table of contents."""

from typing import NamedTuple

DEEPEST_LEVEL = 4


class Entry(NamedTuple):
    """A chapter or section: `level` 1 (top) to 4, `label` as in "1" or "Chapter 1", or empty.

    `page` is text, in arabic or roman numerals as printed, and empty where there is none.
    """

    level: int
    label: str
    title: str
    page: str
