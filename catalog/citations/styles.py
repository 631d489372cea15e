"""References for people to copy: MLA 9, APA 7, and Chicago 17 (notes and bibliography).

The title keeps the capitals that the publisher gave it. APA would write it in sentence case, but
which words are names only a reader knows.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from babel.lists import format_list

from catalog.citations.record import CitedBook
from catalog.name_parts import Name

# APA 7, 9.8; Chicago 17, 14.76; MLA 9, 5.8.
APA_NAMES_MAX = 20
CHICAGO_NAMES_MAX = 10
CHICAGO_NAMES_SHOWN = 7
MLA_NAMES_MAX = 2

STOPS = (".", "?", "!")
# What all three styles leave out of a publisher's name (APA 7, 9.29; Chicago 17, 14.134).
BUSINESS_WORD = re.compile(
    r",? (?:Inc|Incorporated|Ltd|Limited|LLC|LLP|PLC|Corp|Corporation|GmbH|AG)\.?$", re.IGNORECASE
)


class Reference(NamedTuple):
    """A reference around the book's title, which is set in italics."""

    before: str
    title: str
    after: str

    def __str__(self) -> str:
        return "".join(self)


def mla(book: CitedBook) -> Reference:
    makers, noun = _makers(book, one="editor", more="editors")
    if _published_itself(book):
        # MLA 9, 5.20: a body that is its own publisher is named as publisher only.
        makers = ()
    helpers = [
        *_by("edited by", book.editors if book.authors else ()),
        *_by("translated by", book.translators),
    ]
    # The first words after the title's full stop have a capital.
    helpers = [_capital(each) for each in helpers[:1]] + helpers[1:]
    facts = filter(None, [*helpers, _edition(book), _publisher(book), book.year])
    return Reference(
        _opening(_inverted(makers, most=MLA_NAMES_MAX, shown=1), noun),
        book.full_title,
        _after_title(book.full_title, _stopped(", ".join(facts))),
    )


def chicago(book: CitedBook) -> Reference:
    makers, noun = _makers(book, one="ed.", more="eds.")
    names = _inverted(makers, most=CHICAGO_NAMES_MAX, shown=CHICAGO_NAMES_SHOWN)
    sentences = [
        *_by("Edited by", book.editors if book.authors else ()),
        *_by("Translated by", book.translators),
        _edition(book),
        ", ".join(filter(None, [_publisher(book), book.year or "n.d."])),
    ]
    after = " ".join(_stopped(each) for each in sentences if each)
    return Reference(_opening(names, noun), book.full_title, _after_title(book.full_title, after))


def apa(book: CitedBook) -> Reference:
    makers, noun = _makers(book, one="(Ed.)", more="(Eds.)")
    year = f"({book.year or 'n.d.'})."
    publisher = "" if _published_itself(book) else _stopped(_publisher(book))
    title_notes = [
        *_apa_helpers(book.editors if book.authors else (), one="Ed.", more="Eds."),
        *_apa_helpers(book.translators, one="Trans.", more="Trans."),
        _edition(book),
    ]
    notes = "; ".join(filter(None, title_notes))
    ending = f" ({notes})." if notes else _after_title(book.full_title, "")
    if not makers:
        # APA 7, 9.12: the title takes the place of the author.
        return Reference("", book.full_title, _joined(ending, year, publisher))
    opening = _stopped(" ".join(filter(None, [_apa_names(makers), noun])))
    return Reference(f"{opening} {year} ", book.full_title, _joined(ending, publisher))


STYLES = {"MLA 9": mla, "APA 7": apa, "Chicago 17": chicago}


def _makers(book: CitedBook, *, one: str, more: str) -> tuple[tuple[Name, ...], str]:
    """Return who stands before the title, and the noun for them: editors where nobody wrote it."""
    if book.authors or not book.editors:
        return book.authors, ""
    return book.editors, one if len(book.editors) == 1 else more


def _published_itself(book: CitedBook) -> bool:
    return [name.shown for name in book.authors] == [book.publisher]


def _opening(names: str, noun: str) -> str:
    text = ", ".join(filter(None, [names, noun]))
    return f"{_stopped(text)} " if text else ""


def _inverted(names: Sequence[Name], *, most: int, shown: int) -> str:
    """Write the first name as in an index and the others as they are read, or “et al.”."""
    if not names:
        return ""
    first, *others = names
    written = [first.index_form, *(name.shown for name in others)]
    if len(names) > most:
        return ", ".join([*written[:shown], "et al."])
    if len(names) == 2:
        return f"{written[0]}{',' if first.in_parts else ''} and {written[1]}"
    return _list(written)


def _apa_names(names: Sequence[Name]) -> str:
    written = [_apa_inverted(name) for name in names]
    if len(written) > APA_NAMES_MAX:
        return f"{', '.join(written[: APA_NAMES_MAX - 1])}, . . . {written[-1]}"
    if len(written) == 1:
        return written[0]
    # Two names need a comma only where the first has been inverted.
    comma = "," if names[0].in_parts or len(written) > 2 else ""
    return f"{', '.join(written[:-1])}{comma} & {written[-1]}"


def _apa_inverted(name: Name) -> str:
    if not name.in_parts:
        return name.shown
    return ", ".join(filter(None, [name.family, _initials(name.given), name.suffix]))


def _apa_helpers(names: Sequence[Name], *, one: str, more: str) -> list[str]:
    """Write who edited or translated another's book: “H. Weaver, Trans.”."""
    if not names:
        return []
    written = [
        f"{_initials(name.given)} {name.family}" if name.in_parts else name.shown for name in names
    ]
    *first, last = written
    people = f"{', '.join(first)}{',' if len(first) > 1 else ''} & {last}" if first else last
    return [f"{people}, {one if len(names) == 1 else more}"]


def _initials(given: str) -> str:
    """Return “J. D.” of “Jeremy D.” and “J.-P.” of “Jean-Paul”; particles stay."""
    words = re.sub(r"\.(?=[^\W\d_])", ". ", given).split()
    return " ".join(_initial(word) for word in words)


def _initial(word: str) -> str:
    if not word[0].isupper():
        return word
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


def _by(words: str, names: Sequence[Name]) -> list[str]:
    return [f"{words} {_list([name.shown for name in names])}"] if names else []


def _list(texts: Sequence[str]) -> str:
    return format_list(texts, locale="en_US")


def _publisher(book: CitedBook) -> str:
    return BUSINESS_WORD.sub("", book.publisher)


def _edition(book: CitedBook) -> str:
    if isinstance(book.edition, int):
        return f"{_ordinal(book.edition)} ed."
    return re.sub(r"\bedition\b", "ed.", book.edition, flags=re.IGNORECASE)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stopped(text: str) -> str:
    """Return `text` with a full stop, unless it has a stop of its own or says nothing."""
    return text if not text or text.endswith(STOPS) else f"{text}."


def _after_title(title: str, text: str) -> str:
    stop = "" if title.endswith(STOPS) else "."
    return _joined(stop, text)


def _joined(start: str, *texts: str) -> str:
    """Return `start` and what follows it, with spaces between them."""
    return " ".join([start, *filter(None, texts)])
