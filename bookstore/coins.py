"""A book as Zotero and other reference managers find it on a page: COinS.

Source: OpenURL 1.0 (ANSI/NISO Z39.88), the matrix "book", https://ocoins.info/.
"""

from urllib.parse import urlencode

from django.conf import settings

from bookstore.book_page import BookPage
from catalog.models import ContributorRole, Edition
from catalog.name_parts import name_of

_AUTHORS = {ContributorRole.AUTHOR.label, ContributorRole.WITH.label}


def context_object(page: BookPage, *, address: str) -> str:
    """Return what stands in the `title` of a span of the class Z3988, not yet escaped for HTML."""
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rfr_id", f"info:sid/{settings.SHOP_NAME}"),
        ("rft_id", address),
        ("rft.genre", "book"),
        ("rft.btitle", page.work.full_title),
        *(("rft.au", name) for name in _authors(page)),
        *_facts(page.edition),
    ]
    return urlencode([(name, value) for name, value in fields if value])


def _authors(page: BookPage) -> list[str]:
    """Return the authors as an index and the citations have them, which tells the family name."""
    parts = [part for part in page.byline if part.phrase in _AUTHORS]
    return [
        name_of(each.name, each.name_inverted).index_form
        for part in parts
        for each in part.contributors
    ]


def _facts(edition: Edition) -> list[tuple[str, str]]:
    return [
        ("rft.isbn", edition.isbn),
        ("rft.pub", edition.publisher.name if edition.publisher else ""),
        ("rft.date", edition.publication_datetime),
        ("rft.edition", edition.edition_words),
        ("rft.tpages", str(edition.pages or "")),
    ]
