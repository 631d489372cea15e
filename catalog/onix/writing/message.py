"""The message as a whole, piece by piece, with memory that does not grow with its length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from catalog.onix.records import Product, Withdrawal
from catalog.onix.writing.collateral import collateral
from catalog.onix.writing.descriptive import descriptive
from catalog.onix.writing.elements import Content, element
from catalog.onix.writing.publishing import publishing
from catalog.onix.writing.related import identifier, related
from catalog.onix.writing.supply import supply

NAMESPACE = "http://ns.editeur.org/onix/3.1/reference"
_RELEASE = "3.1"
# ONIX List 1: a confirmed record of a book that is out, and the end of a record.
_CONFIRMED, _DELETE = "03", "05"


@dataclass(frozen=True)
class Sent:
    """Who sends a message and when; all prices in it are in one currency."""

    sender: str
    at: datetime
    currency: str


def write(records: Iterable[Product | Withdrawal], sent: Sent) -> Iterator[bytes]:
    """Yield a message in UTF-8, one piece for each record; the same records give the same bytes."""
    buffer = BytesIO()
    with etree.xmlfile(buffer, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("ONIXMessage", nsmap={None: NAMESPACE}, release=_RELEASE):
            file.write("\n", _header(sent), pretty_print=True)
            is_empty = True
            for record in records:
                is_empty = False
                file.write(_record(record, sent), pretty_print=True)
                file.flush()
                yield _taken(buffer)
            if is_empty:
                file.write(element("NoProduct"), pretty_print=True)
    yield _taken(buffer)


def _taken(buffer: BytesIO) -> bytes:
    piece = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return piece


def _header(sent: Sent) -> etree._Element:
    return element(
        "Header",
        element("Sender", element("SenderName", sent.sender)),
        element("SentDateTime", f"{sent.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"),
        element("DefaultCurrencyCode", sent.currency),
    )


def _record(record: Product | Withdrawal, sent: Sent) -> etree._Element:
    if isinstance(record, Withdrawal):
        return _product(record, _DELETE, sent)
    return _product(
        record,
        _CONFIRMED,
        sent,
        descriptive(record.descriptive),
        collateral(record.collateral),
        publishing(record.publishing),
        related(record.related, record.work_number, sent.sender),
        supply(record, sender=sent.sender, currency=sent.currency),
    )


def _product(
    record: Product | Withdrawal, notification: str, sent: Sent, *blocks: Content
) -> etree._Element:
    return element(
        "Product",
        element("RecordReference", record.record_reference),
        element("NotificationType", notification),
        identifier(record.isbn13, sent.sender),
        *blocks,
    )
