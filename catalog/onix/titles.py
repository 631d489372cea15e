"""What the product is called, and the collections that it is part of."""

from collections.abc import Iterator

from catalog.onix.elements import Element, Warn, child, child_text, children, with_code
from catalog.onix.records import RefusedRecord, SeriesPart, Title

# ONIX List 15: the distinctive title; failing that, one of no type, expanded, of the distributor,
# on the cover, without any type at all, abbreviated.
_TITLE_TYPES = ("01", "00", "13", "10", "11", "", "05")
# ONIX List 149: the product itself, which goes without saying, and the collection.
_OF_THE_PRODUCT = ("01", "")
_OF_THE_COLLECTION = "02"
# As the column of catalog.models.SeriesPart.
_LONGEST_NUMBER = 20


def title(descriptive: Element) -> Title:
    details = list(with_code(descriptive, "TitleDetail", "TitleType", *_TITLE_TYPES))
    for detail in details:
        for element in with_code(detail, "TitleElement", "TitleElementLevel", *_OF_THE_PRODUCT):
            if written := title_text(element):
                return Title(written, child_text(element, "Subtitle"))
    for detail in details:
        if written := _of_a_part(detail):
            return Title(written)
    raise RefusedRecord("There is no title (TitleDetail of type 01 with an element of level 01).")


def series(descriptive: Element, warn: Warn) -> list[SeriesPart]:
    """Return each collection once, in the order of the file."""
    found: dict[str, SeriesPart] = {}
    for part in _parts(descriptive):
        if part.title and part.title not in found:
            if len(part.number) > _LONGEST_NUMBER:
                warn(f"The number “{part.number[:50]}…” in a series is too long and was left out.")
            fits = len(part.number) <= _LONGEST_NUMBER
            found[part.title] = part if fits else SeriesPart(part.title)
    return list(found.values())


def _parts(descriptive: Element) -> Iterator[SeriesPart]:
    for collection in children(descriptive, "Collection"):
        number = _number_in_sequence(collection)
        for detail in with_code(collection, "TitleDetail", "TitleType", *_TITLE_TYPES):
            yield SeriesPart(_collection_title(detail), _part_number(detail) or number)
            break
    for detail in with_code(descriptive, "TitleDetail", "TitleType", *_TITLE_TYPES):
        yield SeriesPart(_collection_title(detail), _part_number(detail))


def _number_in_sequence(collection: Element) -> str:
    sequence = child(collection, "CollectionSequence")
    return child_text(sequence, "CollectionSequenceNumber")


def _collection_title(detail: Element) -> str:
    return next(map(title_text, _elements(detail, _OF_THE_COLLECTION)), "")


def _part_number(detail: Element) -> str:
    """Return the number of the product, which older messages give with the collection's title."""
    numbered = _elements(detail, *_OF_THE_PRODUCT, _OF_THE_COLLECTION)
    return next(filter(None, (child_text(element, "PartNumber") for element in numbered)), "")


def _elements(detail: Element, *levels: str) -> Iterator[Element]:
    return with_code(detail, "TitleElement", "TitleElementLevel", *levels)


def _of_a_part(detail: Element) -> str:
    """Return what a volume without a title of its own is called: its collection and number."""
    collection = _collection_title(detail)
    return f"{collection} {_part_number(detail)}".strip() if collection else ""


def title_text(element: Element) -> str:
    """Return the title as one text; a feed may give its article apart, for sorting."""
    if whole := child_text(element, "TitleText"):
        return whole
    prefix = child_text(element, "TitlePrefix")
    rest = child_text(element, "TitleWithoutPrefix")
    if not prefix or not rest:
        return rest
    # "L'" and "Étranger" belong together, "The" and "Hours" do not.
    return f"{prefix}{rest}" if prefix[-1] in "'’" else f"{prefix} {rest}"
