"""BibTeX, in UTF-8, as biber, Zotero and JabRef read it."""

import re

from babel import Locale

from catalog.citations.record import CitedBook
from catalog.name_parts import Name

# BibTeX counts braces even after a backslash, so a brace is written as a command in a group.
ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{each: f"\\{each}" for each in "&%$#_"},
    }
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# What BibTeX takes for the end of a name or of a part of one.
SEPARATORS = re.compile(r",|\band\b", re.IGNORECASE)


def write(book: CitedBook) -> str:
    """Return one @book entry. Each field stands on a line of its own."""
    fields = {
        "author": _names(book.authors),
        "editor": _names(book.editors),
        "translator": _names(book.translators),
        "title": _title(book),
        "edition": _escape(str(book.edition)),
        "publisher": _escape(book.publisher),
        "year": book.year,
        "month": MONTHS[book.date_parts[1] - 1] if len(book.date_parts) > 1 else "",
        "isbn": book.isbn,
        "pagetotal": str(book.pages or ""),
        "language": _escape(Locale("en").languages.get(book.language, book.language)),
        "url": book.url,
    }
    lines = [f"  {name} = {_value(name, value)},\n" for name, value in fields.items() if value]
    return f"@book{{{book.key},\n{''.join(lines)}}}\n"


def _value(name: str, value: str) -> str:
    # A month is one of BibTeX's own abbreviations, which stand without braces.
    return value if name == "month" else f"{{{value}}}"


def _title(book: CitedBook) -> str:
    """English titles may be put in lower case by a style; in other languages that is an error."""
    title = _escape(book.full_title)
    return title if book.language in {"", "en"} else f"{{{title}}}"


def _names(names: tuple[Name, ...]) -> str:
    return " and ".join(_name(each) for each in names)


def _name(name: Name) -> str:
    if not name.in_parts:
        return f"{{{_escape(name.shown)}}}"
    return ", ".join(_part(each) for each in (name.family, name.suffix, name.given) if each)


def _part(text: str) -> str:
    return f"{{{_escape(text)}}}" if SEPARATORS.search(text) else _escape(text)


def _escape(text: str) -> str:
    return text.translate(ESCAPES)
