"""Who made the product, in which roles."""

from collections.abc import Iterator

from catalog.onix.elements import Element, Warn, child, child_text, children, text_of
from catalog.onix.records import Contributor
from catalog.onix.tables import table
from catalog.onix.texts import paragraphs

_AUTHOR, _OTHER = "A01", "Z99"
# ONIX List 19, for those who have no name. Nobody is told by 01 (unknown) and 03 (et al.).
_UNNAMED = {
    "02": "Anonymous",
    "04": "Various",
    **dict.fromkeys(("05", "06", "07", "08"), "Synthesized voice"),
    "09": "Artificial intelligence",
}


def contributors(descriptive: Element | None, warn: Warn) -> list[Contributor]:
    """Return everyone in the order of their sequence numbers, then of the file.

    Someone with two roles stands there twice; the biography stands with the first.
    """
    composites = sorted(children(descriptive, "Contributor"), key=_sequence_number)
    return [found for composite in composites for found in _in_each_role(composite, warn)]


def _sequence_number(composite: Element) -> float:
    number = child_text(composite, "SequenceNumber")
    return int(number) if number.isdecimal() and len(number) < 6 else float("inf")


def _in_each_role(composite: Element, warn: Warn) -> Iterator[Contributor]:
    name = _name(composite)
    if not name:
        if child(composite, "UnnamedPersons") is None:
            warn("A contributor without a name was left out.")
        return
    biography = child(composite, "BiographicalNote")
    note = "" if biography is None else paragraphs(biography)
    for role in _roles(composite, name, warn):
        yield Contributor(
            name=name,
            name_inverted=_inverted(composite),
            letters_after_name=_joined(composite, "LettersAfterNames", "TitlesAfterNames"),
            role=role,
            biography=note,
        )
        note = ""


def _roles(composite: Element, name: str, warn: Warn) -> list[str]:
    """Return each role once, in the order of the file."""
    written = [text_of(role) for role in children(composite, "ContributorRole")]
    if not any(written):
        warn(f"The role of {name} is missing, and was read as that of the author.")
        return [_AUTHOR]
    for code in written:
        if code not in table("list17"):
            warn(f"The role “{code}” of {name} is not one of ONIX List 17.")
    return list(dict.fromkeys(code if code in table("list17") else _OTHER for code in written))


def _name(composite: Element) -> str:
    """Return the name as on the title page: given whole, in parts, of a body, or as if filed."""
    return (
        child_text(composite, "PersonName")
        or _joined(
            composite,
            *("TitlesBeforeNames", "NamesBeforeKey", "PrefixToKey", "KeyNames"),
            *("NamesAfterKey", "SuffixToKey"),
        )
        or child_text(composite, "CorporateName")
        or _turned(child_text(composite, "PersonNameInverted"))
        or _turned(child_text(composite, "CorporateNameInverted"))
        or _UNNAMED.get(child_text(composite, "UnnamedPersons"), "")
    )


def _inverted(composite: Element) -> str:
    """Return the name as in an index, given whole or made of its parts."""
    if whole := child_text(composite, "PersonNameInverted"):
        return whole
    key = _joined(composite, "PrefixToKey", "KeyNames")
    before = child_text(composite, "NamesBeforeKey")
    after = _joined(composite, "NamesAfterKey", "SuffixToKey")
    return ", ".join(filter(None, [key, before, after])) if key and before else ""


def _joined(composite: Element, *names: str) -> str:
    return " ".join(filter(None, (child_text(composite, name) for name in names)))


def _turned(inverted: str) -> str:
    """Return "Jane Austen" for "Austen, Jane"; a name with more commas, or none, as it is."""
    parts = [part.strip() for part in inverted.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else inverted
