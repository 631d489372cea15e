"""Reads an ONIX file as a stream of records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lxml import etree

from catalog.onix import message
from catalog.onix.collateral import collateral
from catalog.onix.datestamps import price_stated_on
from catalog.onix.descriptive import descriptive
from catalog.onix.elements import Element, Indexed, Warn, child, child_text
from catalog.onix.header import Header, read_header, write_defaults
from catalog.onix.identifiers import product_number, work_number
from catalog.onix.notification import Notification, notification
from catalog.onix.prices import Shop
from catalog.onix.publishing import publishing
from catalog.onix.records import (
    BlockUpdate,
    Collateral,
    Product,
    Publishing,
    Record,
    Refusal,
    RefusedRecord,
    Supply,
    Withdrawal,
)
from catalog.onix.related import related
from catalog.onix.supply import supply
from catalog.xml_names import local_name

# A longer record is not one that staff would mend in a form, and files may have many of them.
_LONGEST_SOURCE = 1_000_000
_NAMESPACE = re.compile(r'(?<=^<Product) xmlns="[^"]*"')


def check(path: Path) -> int:
    """Walk the whole file once and return how many Products it holds.

    Raises UnreadableFile, in one line, for a file that cannot be read to its end.
    """
    ignored: list[str] = []
    return sum(1 for part in message.parts(path, ignored.append) if local_name(part) == "Product")


def products(
    path: Path, *, store_currency: str, today: date, country: str = "", shop_name: str = ""
) -> Iterator[Record]:
    """Yield each record as what it says, or as a refusal with its reason.

    Prices count that are in `store_currency`, valid around `today` and, where `country` is given
    (ONIX List 91), meant for it. Numbers of the shop's own count that bear its name. Raises
    UnreadableFile.
    """
    shop = Shop(store_currency, today, country, shop_name)
    header = Header()
    about_the_file: list[str] = []
    for part in message.parts(path, about_the_file.append):
        if local_name(part) == "Header":
            header = read_header(part, today)
        else:
            write_defaults(part, header)
            record = _record(part, header, shop)
            if about_the_file:
                record = replace(record, warnings=[*about_the_file, *record.warnings])
                about_the_file.clear()
            yield record


@dataclass(frozen=True)
class _About:
    """What every record has, whatever it is for."""

    record_reference: str
    line: int
    source: str
    warnings: list[str]


def _record(xml: etree._Element, header: Header, shop: Shop) -> Record:
    element = Indexed(xml)
    about = _About(child_text(element, "RecordReference"), xml.sourceline or 0, _source(xml), [])
    try:
        kind = notification(element, about.warnings.append)
        number = product_number(element, about.warnings.append, shop_name=shop.name)
        if kind is Notification.WITHDRAWAL:
            return Withdrawal(**vars(about), isbn13=number)
        if kind is Notification.BLOCK_UPDATE:
            return _block_update(element, about, number, header, shop)
        return _product(element, about, number, header, shop)
    except RefusedRecord as refusal:
        return Refusal(about.record_reference, about.line, str(refusal), source=about.source)


def _product(element: Element, about: _About, number: str, header: Header, shop: Shop) -> Product:
    found = _block_update(element, about, number, header, shop)
    if found.descriptive is None:
        raise RefusedRecord("There is no DescriptiveDetail, where ONIX 3.0 says what the book is.")
    return Product(
        **vars(about),
        isbn13=number,
        descriptive=found.descriptive,
        collateral=found.collateral or Collateral(),
        publishing=found.publishing or Publishing(),
        related=[] if found.related is None else found.related,
        supply=found.supply or Supply(),
        sent_on=found.sent_on,
        work_number=work_number(element, shop_name=shop.name),
    )


def _block_update(
    element: Element, about: _About, number: str, header: Header, shop: Shop
) -> BlockUpdate:
    """Return the blocks that are there, which is all that a full record has, too."""
    warn: Warn = about.warnings.append
    description = descriptive(element, warn) if _has(element, "DescriptiveDetail") else None
    pages = description.pages if description else None
    return BlockUpdate(
        **vars(about),
        isbn13=number,
        descriptive=description,
        collateral=collateral(element, pages, warn) if _has_texts(element) else None,
        publishing=(
            publishing(element, shop.today, warn) if _has(element, "PublishingDetail") else None
        ),
        related=related(element, number, warn) if _has(element, "RelatedMaterial") else None,
        supply=supply(element, shop, warn) if _has(element, "ProductSupply") else None,
        sent_on=price_stated_on(element, shop.today) or header.sent_on,
    )


def _has(element: Element, block: str) -> bool:
    return child(element, block) is not None


def _has_texts(element: Element) -> bool:
    return _has(element, "CollateralDetail") or _has(element, "ContentDetail")


def _source(element: etree._Element) -> str:
    """Return the record as XML; the namespace, which says nothing to the reader, is left out."""
    whole = etree.tostring(element, encoding="unicode", with_tail=False)
    tag, end, content = whole.partition(">")
    source = _NAMESPACE.sub("", tag) + end + content
    return source if len(source) <= _LONGEST_SOURCE else ""
