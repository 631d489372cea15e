"""Contributors in one cell."""

import re
from collections.abc import Iterator

from catalog.book_tables.cells import split
from catalog.book_tables.mapping import Mapping
from catalog.onix.records import Contributor

_WORDS_AT_THE_END = re.compile(r"^(?P<name>.*\S)\s*\((?P<words>[^()]+)\)$")
_IN_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_SUFFIX = re.compile(r"(Jr|Sr)\.?|[IVX]+", re.IGNORECASE)


def contributors(cell: str, mapping: Mapping) -> Iterator[Contributor]:
    """Yield everyone named in the cell, in its order; a line holds one at least."""
    for written in split(cell, ["\n", *mapping.option("contributors", "separators")]):
        name, role = _role(written, mapping)
        if mapping.option("contributors", "drop_parentheses"):
            name = _IN_PARENTHESES.sub("", name).strip()
        if not name:
            continue
        if mapping.option("contributors", "name_order") == "inverted":
            yield Contributor(turned(name), name if "," in name else "", role=role)
        else:
            yield Contributor(name, role=role)


def _role(written: str, mapping: Mapping) -> tuple[str, str]:
    """Take a word for a role, as in "Ann Poe (Illustrator)", from the end of the name."""
    usual = mapping.option("contributors", "role")
    roles = {
        word.casefold(): code for word, code in mapping.option("contributors", "roles").items()
    }
    found = _WORDS_AT_THE_END.match(written)
    if found and found["words"].casefold() in roles:
        return found["name"], roles[found["words"].casefold()]
    return written, usual


def turned(inverted: str) -> str:
    """Return "Thomas Jefferson" for "Jefferson, Thomas, 1743-1826", as libraries write names.

    A part that begins small follows the name ("Chrétien, de Troyes"); of further parts only those
    that belong to the name are kept ("Alger, Horatio, Jr."), not ranks and years.
    """
    first, *others = [part.strip() for part in inverted.split(",") if part.strip()] or [inverted]
    if not others:
        return first
    name = f"{first} {others[0]}" if others[0][0].islower() else f"{others[0]} {first}"
    suffixes = [part for part in others[1:] if _SUFFIX.fullmatch(part)]
    return " ".join([name, *suffixes])
