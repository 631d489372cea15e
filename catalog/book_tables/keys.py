"""What may stand in a mapping: the facts of a book, and the keys of each section."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from catalog.book_tables.dates import FORMATS
from catalog.models import ContributorRole

FACTS = [
    "isbn13",
    "isbn10",
    "title",
    "subtitle",
    "series",
    "series_number",
    "contributors",
    "publisher",
    "published",
    "product_form",
    "edition_statement",
    "language",
    "pages",
    "subjects",
    "overview",
    "list_price",
    "cover",
]


@dataclass(frozen=True)
class Key:
    """What a key takes: `usual` counts where it is missing."""

    usual: Any
    expected: str
    fits: Callable[[Any], bool]

    def problem(self, value: Any) -> str:
        return "" if self.fits(value) else f"must be {self.expected}"


def _one_of(*words: str) -> Key:
    """The first of the words is the usual one."""
    expected = " or ".join(f"“{word}”" for word in words)
    return Key(words[0], expected, lambda value: value in words)


def _yes_or_no() -> Key:
    return Key(False, "true or false", lambda value: isinstance(value, bool))


def _texts() -> Key:
    return Key([], "a list of texts, as in [“;”]", _is_texts)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)


def _is_roles(value: Any) -> bool:
    return isinstance(value, dict) and all(
        code in ContributorRole.values for code in value.values()
    )


SECTIONS: dict[str, dict[str, Key]] = {
    "file": {
        "delimiter": _one_of(",", ";", "\t", "|"),
        "encoding": Key("utf-8-sig", "the name of an encoding", lambda v: isinstance(v, str)),
        "rows": _one_of("one for each book", "one for each contributor"),
        "entities": _yes_or_no(),
    },
    "isbn": {
        "when_damaged": _one_of("refuse", "recompute"),
        "leading_zeros": _one_of("refuse", "restore"),
    },
    "number": {
        "from": Key("", "the name of a column", lambda v: isinstance(v, str) and bool(v.strip())),
        "prefix": Key(
            "",
            "two to six digits, the first two from 20 to 29, as in “29”",
            lambda v: (
                isinstance(v, str)
                and v.isascii()
                and v.isdigit()
                and 2 <= len(v) <= 6
                and v[0] == "2"
            ),
        ),
    },
    "title": {"series_in_parentheses": _yes_or_no(), "subtitle_after": _texts()},
    "contributors": {
        "separators": _texts(),
        "name_order": _one_of("as printed", "inverted"),
        "drop_parentheses": _yes_or_no(),
        "role": Key(
            "A01", "a code of ONIX List 17, as in “B01”", lambda v: v in ContributorRole.values
        ),
        "roles": Key({}, "a table of words and codes of ONIX List 17", _is_roles),
    },
    "published": {"format": _one_of(*FORMATS)},
    "language": {"separators": _texts()},
    "subjects": {"separators": _texts(), "are": _one_of("keywords", "thema", "bisac", "bic")},
}
