"""A table of contents from text or XHTML, and back (TC-1 to TC-4).

Reading takes four steps, each in its own module: `lines` and `markup` find the lines and how
deep each stands, `pages` takes page numbers off their ends, `labels` takes numbers off their
starts, and `levels` decides what is a section of what.
"""

from catalog.contents.entries import Entry
from catalog.contents.pages import page_warnings
from catalog.contents.reading import parse_plain_xhtml, parse_text, parse_xhtml
from catalog.contents.writing import to_text, to_xhtml

__all__ = [
    "Entry",
    "page_warnings",
    "parse_plain_xhtml",
    "parse_text",
    "parse_xhtml",
    "to_text",
    "to_xhtml",
]
