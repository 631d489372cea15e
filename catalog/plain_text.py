"""Text without what nobody can see."""

import re
import unicodedata
from collections.abc import Iterable

# XML and CSV allow some of these, and no title or database wants any.
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_EMPTY_LINE = re.compile(r"\n\s*\n")
# Controls, formats (zero-width spaces, direction marks), surrogates and spaces.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def without_control_characters(text: str) -> str:
    """Return `text` without them; tabs and line ends stay."""
    # This look at the text is much quicker than the other, and mostly enough.
    if text.isprintable():
        return text
    return _CONTROL_CHARACTERS.sub("", text)


def one_line(text: str) -> str:
    """Return `text` with single spaces only; nothing where a reader would see nothing."""
    # Then all of it is seen, and there is no space but single ones: so are most texts.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    line = " ".join(text.split())
    return line if line.isascii() or is_visible(line) else ""


def in_paragraphs(text: str) -> str:
    """Return `text` as the shop keeps it: an empty line between paragraphs, single spaces.

    A line break inside a paragraph, as in verse, stays.
    """
    written = without_control_characters("\n".join(text.splitlines()))
    return joined_paragraphs(each.split("\n") for each in _EMPTY_LINE.split(written))


def joined_paragraphs(paragraphs: Iterable[Iterable[str]]) -> str:
    """Return the lines of paragraphs as one text; what nobody would see is left out."""
    tidy = ("\n".join(filter(None, map(one_line, lines))) for lines in paragraphs)
    return "\n\n".join(filter(None, tidy))


def readable_line(text: str) -> str:
    """Return `text` on one line that a person can read and a database takes.

    The name of a file may hold bytes that are no UTF-8; they are shown as “\\xff”.
    """
    printable = text.encode(errors="backslashreplace").decode()
    return one_line(without_control_characters(printable))


def short_line(text: str, *, most: int) -> str:
    """Return `text` with single spaces only, cut with an ellipsis to `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def is_visible(text: str) -> bool:
    """Whether there is more than spaces, direction marks and the like."""
    return any(unicodedata.category(character) not in _UNSEEN for character in text)
