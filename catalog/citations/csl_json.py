"""CSL-JSON, the data that citation processors such as citeproc and pandoc read."""

import json
from typing import Any

from catalog.citations.record import CitedBook
from catalog.name_parts import Name


def write(book: CitedBook) -> str:
    """Return a list of one item, as the schema of CSL data has it (csl-data.json, 1.0.2)."""
    return json.dumps([_item(book)], ensure_ascii=False, indent=2) + "\n"


def _item(book: CitedBook) -> dict[str, Any]:
    item = {
        "id": book.key,
        "type": "book",
        "title": book.full_title,
        "title-short": book.title if book.subtitle else "",
        "author": _names(book.authors),
        "editor": _names(book.editors),
        "translator": _names(book.translators),
        "illustrator": _names(book.illustrators),
        "edition": book.edition,
        "publisher": book.publisher,
        "issued": {"date-parts": [book.date_parts]} if book.date_parts else None,
        "ISBN": book.isbn,
        "number-of-pages": book.pages,
        "language": book.language,
        "URL": book.url,
    }
    return {name: value for name, value in item.items() if value}


def _names(names: tuple[Name, ...]) -> list[dict[str, str]]:
    return [_name(each) for each in names]


def _name(name: Name) -> dict[str, str]:
    if not name.in_parts:
        return {"literal": name.shown}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}
