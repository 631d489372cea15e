from collections.abc import Iterator

from lxml import etree

from catalog.onix.elements import Warn, child, child_text, children, text_of
from catalog.onix.records import Contributor
from catalog.onix.texts import paragraphs


def contributors(descriptive: etree._Element | None, warn: Warn) -> list[Contributor]:
    """Return everyone in the order of their sequence numbers, then of the file.

    Someone with two roles stands there twice; the biography stands with the first.
    """
    composites = sorted(children(descriptive, "Contributor"), key=_sequence_number)
    return [found for composite in composites for found in _in_each_role(composite, warn)]


def _sequence_number(composite: etree._Element) -> float:
    number = child_text(composite, "SequenceNumber")
    return int(number) if number.isdecimal() and len(number) < 6 else float("inf")


def _in_each_role(composite: etree._Element, warn: Warn) -> Iterator[Contributor]:
    name = _name(composite)
    if not name:
        warn("A contributor without a name was left out.")
        return
    biography = child(composite, "BiographicalNote")
    note = "" if biography is None else paragraphs(biography)
    for role in children(composite, "ContributorRole"):
        yield Contributor(
            name=name,
            name_inverted=child_text(composite, "PersonNameInverted"),
            letters_after_name=child_text(composite, "LettersAfterNames"),
            role=text_of(role),
            biography=note,
        )
        note = ""


def _name(composite: etree._Element) -> str:
    """Return the name as on the title page: given whole, in parts, of a body, or as if filed."""
    parts = ["TitlesBeforeNames", "NamesBeforeKey", "PrefixToKey", "KeyNames", "NamesAfterKey"]
    return (
        child_text(composite, "PersonName")
        or " ".join(filter(None, (child_text(composite, part) for part in parts)))
        or child_text(composite, "CorporateName")
        or _turned(child_text(composite, "PersonNameInverted"))
    )


def _turned(inverted: str) -> str:
    """Return "Jane Austen" for "Austen, Jane"; a name with more commas, or none, as it is."""
    parts = [part.strip() for part in inverted.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else inverted
