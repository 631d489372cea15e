"""RIS, as EndNote, Zotero and Mendeley read it: a tag and a value on each line."""

from collections.abc import Iterator

from catalog.citations.record import CitedBook


def write(book: CitedBook) -> str:
    """Return one record. A value never holds a line break, so it cannot start a tag of its own.

    The format has no mark for a body's name: it is written as it is.
    """
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(book))


def _lines(book: CitedBook) -> Iterator[tuple[str, str]]:
    yield "TY", "BOOK"
    yield "ID", book.key
    for tag, names in (("AU", book.authors), ("ED", book.editors), ("A4", book.translators)):
        for name in names:
            yield tag, name.index_form
    facts = {
        "TI": book.full_title,
        "ET": str(book.edition),
        "PB": book.publisher,
        "PY": book.year,
        "DA": _date(book.date_parts),
        "SN": book.isbn,
        "SP": str(book.pages or ""),
        "LA": book.language,
        "UR": book.url,
    }
    yield from ((tag, value) for tag, value in facts.items() if value)
    yield "ER", ""


def _date(parts: tuple[int, ...]) -> str:
    """Return YYYY/MM/DD/ with nothing in the place of what is not known."""
    if not parts:
        return ""
    return "/".join([f"{part:02}" for part in parts] + [""] * (4 - len(parts)))
