"""What an ONIX Product says, as plain data. Codes are ONIX's own; texts are plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from catalog.contents import Entry
from catalog.product_form import ProductForm
from catalog.publication_date import Precision


class RefusedRecord(ValueError):
    """The record as a whole cannot be loaded; the message says why and what to do."""


class RepeatedRecord(RefusedRecord):
    """The file has a record of this book already."""


@dataclass(frozen=True)
class Refusal:
    """A record of the file that cannot be loaded, and why; `warnings` are about the file.

    `source` is the record itself, as a Product of ONIX 3.0 with reference names, for staff to mend.
    Of one that `is_repeated` there is nothing to mend: its book has a record in the file already.
    """

    record_reference: str
    line: int
    reason: str
    warnings: Sequence[str] = ()
    source: str = ""
    is_repeated: bool = False


@dataclass(frozen=True)
class Title:
    title: str
    subtitle: str = ""


@dataclass(frozen=True)
class Contributor:
    """A person or body in one role; `role` is a code of ONIX List 17."""

    name: str
    name_inverted: str = ""
    letters_after_name: str = ""
    role: str = "A01"
    biography: str = ""


@dataclass(frozen=True)
class Subject:
    """`scheme` is a code of ONIX List 27; `heading` may be empty."""

    scheme: str
    code: str
    heading: str = ""
    is_main: bool = False


@dataclass(frozen=True)
class SeriesPart:
    """A collection that the product is part of (P.5), and its number there, as in “Volume 3”."""

    title: str
    number: str = ""


@dataclass(frozen=True)
class Descriptive:
    """Block 1, what the product is; lengths are in millimetres."""

    title: Title
    product_form: ProductForm
    contributors: Sequence[Contributor] = ()
    edition_number: int | None = None
    edition_statement: str = ""
    language: str = ""
    pages: int | None = None
    duration_minutes: int | None = None
    height_mm: Decimal | None = None
    width_mm: Decimal | None = None
    depth_mm: Decimal | None = None
    subjects: Sequence[Subject] = ()
    keywords: Sequence[str] = ()
    series: Sequence[SeriesPart] = ()


class TextKind(StrEnum):
    """What an editorial text is (CT-5); the values of catalog.models.EditorialReview.Kind."""

    ANNOTATION = "annotation"
    REVIEW_QUOTE = "review_quote"
    ENDORSEMENT = "endorsement"


@dataclass(frozen=True)
class EditorialText:
    kind: TextKind
    text: str
    signer: str = ""
    source: str = ""


@dataclass(frozen=True)
class Collateral:
    """Block 2, what is told about the product; `cover_link` is as the file has it, or empty."""

    overview: str = ""
    editorial_texts: Sequence[EditorialText] = ()
    contents: Sequence[Entry] = ()
    cover_link: str = ""


@dataclass(frozen=True)
class Publishing:
    """Block 4, who brought it out and when; the precision counts only where there is a date.

    `status` is a code of ONIX List 64, or empty.
    """

    publisher: str = ""
    published_on: date | None = None
    published_precision: Precision = Precision.DAY
    status: str = ""


@dataclass(frozen=True)
class Related:
    """Block 5, another product; `relation` is a code of ONIX List 51."""

    relation: str
    isbn13: str


@dataclass(frozen=True)
class Supply:
    """Block 6; `availability` is a code of ONIX List 65, or empty.

    A price that is passed on may be of a day that nobody knows, and not of that of the message.
    """

    list_price: Decimal | None = None
    availability: str = ""
    is_price_of_unknown_day: bool = False


@dataclass(frozen=True)
class Product:
    """A full record; `warnings` tell what could not be understood and was left out."""

    record_reference: str
    line: int
    isbn13: str
    descriptive: Descriptive
    collateral: Collateral = Collateral()
    publishing: Publishing = Publishing()
    related: Sequence[Related] = ()
    supply: Supply = Supply()
    # The day that the price bears, else that of the message; None where neither says.
    sent_on: date | None = None
    # Of another edition of the same work, where the message names the work by it.
    work_number: str = ""
    warnings: Sequence[str] = ()
    source: str = ""


@dataclass(frozen=True)
class BlockUpdate:
    """A partial record (NotificationType 04): the blocks it has replace those known before.

    None is a block that the record does not have, of which nothing changes.
    """

    record_reference: str
    line: int
    isbn13: str
    descriptive: Descriptive | None = None
    collateral: Collateral | None = None
    publishing: Publishing | None = None
    related: Sequence[Related] | None = None
    supply: Supply | None = None
    sent_on: date | None = None
    warnings: Sequence[str] = ()
    source: str = ""


@dataclass(frozen=True)
class Withdrawal:
    """A record that takes a product back (NotificationType 05)."""

    record_reference: str
    line: int
    isbn13: str
    warnings: Sequence[str] = ()
    source: str = ""


Record = Product | BlockUpdate | Withdrawal | Refusal
