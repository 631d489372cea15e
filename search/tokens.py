"""Tokens: what a work can be filtered by, as the index keeps it beside the words.

A token is a name and a value, as in “language_eng”; each filter has a name of its own.
"""

from collections.abc import Iterable, Sequence

from catalog.models import Edition, Work
from catalog.product_form import ProductForm

# The forms that shoppers ask for by name; all others are “other”.
_FORMATS = {
    ProductForm.HARDCOVER: "hardcover",
    ProductForm.LEATHER: "hardcover",
    ProductForm.PAPERBACK: "paperback",
    ProductForm.BOARD_BOOK: "board",
}
_MEDIA = {"Digital": "ebook", "Audio": "audio"}


def token(name: str, value: str | int) -> str:
    return f"{name}_{value}"


def catalogue_tokens(work: Work, editions: Sequence[Edition]) -> Iterable[str]:
    """Return the tokens of what the catalogue knows of a work, each once."""
    return dict.fromkeys(
        [
            *(token("format", format_of(each.form)) for each in editions),
            *(token("language", each.language) for each in editions if each.language),
            *(each for edition in editions for each in _years(edition)),
            *(token("subject", each.pk) for each in work.subjects.all()),
        ]
    )


def format_of(form: ProductForm) -> str:
    return _FORMATS.get(form) or _MEDIA.get(form.medium, "other")


def _years(edition: Edition) -> list[str]:
    if edition.published_on is None:
        return []
    year = edition.published_on.year
    return [token("year", year), token("decade", year // 10 * 10)]
