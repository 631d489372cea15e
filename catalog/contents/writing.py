"""Entries written as text that a person can edit."""

from collections.abc import Sequence

from catalog.contents.entries import Entry
from catalog.contents.reading import parse_text
from catalog.plain_text import one_line

_INDENTATION = "    "


def to_text(entries: Sequence[Entry]) -> str:
    """Return indented lines that `parse_text` reads back as the same entries.

    They look like a printed contents page ("1 The River 5") where that can be read only one
    way; otherwise every line names its fields ("1 | The River | 5"). Entries must be such as
    `parse_text` returns: single spaces, and levels that begin at 1 and go down by one step.
    """
    natural = "\n".join(_natural_line(entry) for entry in entries)
    if parse_text(natural) == list(entries):
        return natural
    return "\n".join(_fielded_line(entry) for entry in entries)


def _natural_line(entry: Entry) -> str:
    label = entry.label
    if label and not label.replace(".", "").isdigit():
        label += ":"
    return _indented(entry, " ".join(part for part in (label, entry.title, entry.page) if part))


def _fielded_line(entry: Entry) -> str:
    return _indented(entry, f"{entry.label} | {entry.title} | {entry.page}")


def _indented(entry: Entry, text: str) -> str:
    return _INDENTATION * (entry.level - 1) + one_line(text)
