"""Entries written as text that a person can edit, and as the lists of XHTML."""

from collections.abc import Callable, Sequence

from lxml import etree

from catalog.contents.entries import Entry
from catalog.contents.reading import parse_text, parse_xhtml
from catalog.plain_text import one_line

_INDENTATION = "    "


def to_text(entries: Sequence[Entry]) -> str:
    """Return indented lines that `parse_text` reads back as the same entries.

    They look like a printed contents page ("1 The River 5") where that can be read only one
    way; otherwise every line names its fields ("1 | The River | 5"). Entries must be such as
    `parse_text` returns: single spaces, and levels that begin at 1 and go down by one step.
    """
    natural = "\n".join(_indented(entry, _natural_line(entry)) for entry in entries)
    if parse_text(natural) == list(entries):
        return natural
    return "\n".join(_indented(entry, _fielded_line(entry)) for entry in entries)


def to_xhtml(entries: Sequence[Entry]) -> str:
    """Return lists within lists that `parse_xhtml` reads back as the same entries.

    The lines are those of `to_text`, and the entries must be such as it takes.
    """
    natural = _lists(entries, _natural_line)
    return natural if parse_xhtml(natural) == list(entries) else _lists(entries, _fielded_line)


def _natural_line(entry: Entry) -> str:
    label = entry.label
    if label and not label.replace(".", "").isdigit():
        label += ":"
    return one_line(" ".join(part for part in (label, entry.title, entry.page) if part))


def _fielded_line(entry: Entry) -> str:
    return one_line(f"{entry.label} | {entry.title} | {entry.page}")


def _indented(entry: Entry, line: str) -> str:
    return _INDENTATION * (entry.level - 1) + line


def _lists(entries: Sequence[Entry], write_line: Callable[[Entry], str]) -> str:
    # The list that is open at each level; one begins inside the last item of the list above.
    lists = [etree.Element("ol")]
    for entry in entries:
        del lists[entry.level :]
        if entry.level > len(lists) and len(lists[-1]):
            lists.append(etree.SubElement(lists[-1][-1], "ol"))
        etree.SubElement(lists[-1], "li").text = write_line(entry)
    return etree.tostring(lists[0], encoding="unicode")
