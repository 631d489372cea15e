"""Block 5, RelatedMaterial: other products that the publisher names beside this one."""

from catalog import isbn
from catalog.onix.elements import Element, Warn, child, children, text_of
from catalog.onix.identifiers import written_isbns
from catalog.onix.records import Related
from catalog.onix.tables import table


def related(product: Element, isbn13: str, warn: Warn) -> list[Related]:
    """Return the related products that have an ISBN, each once in each relation.

    Other goods have numbers of other kinds, which the shop has no use for.
    """
    found: dict[Related, None] = {}
    for composite in children(child(product, "RelatedMaterial"), "RelatedProduct"):
        number = _isbn13(composite, warn)
        for element in children(composite, "ProductRelationCode"):
            code = text_of(element)
            if code not in table("list51"):
                warn(f"A related product was left out: its relation “{code}” is not known.")
            elif number and number != isbn13:
                found[Related(code, number)] = None
    return list(found)


def _isbn13(composite: Element, warn: Warn) -> str:
    wrong = ""
    for written in written_isbns(composite):
        try:
            return isbn.normalise(written)
        except isbn.InvalidISBN:
            wrong = wrong or (written if isbn.looks_like_one(written) else "")
    if wrong.startswith(("978", "979")):
        warn(f"A related product was left out: its ISBN “{wrong}” is not valid.")
    return ""
