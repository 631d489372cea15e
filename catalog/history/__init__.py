"""Versions of works with all rows below them, and the way back (docs/decisions/history.md)."""

from catalog.history.versions import (
    is_named_by_a_version,
    note_change,
    note_feed_change,
    remember,
    remember_as_it_is,
)

__all__ = [
    "is_named_by_a_version",
    "note_change",
    "note_feed_change",
    "remember",
    "remember_as_it_is",
]
