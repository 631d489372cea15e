"""The Header: when the message was sent, and what its records leave unsaid."""

from dataclasses import dataclass
from datetime import date

from lxml import etree

from catalog.onix.datestamps import day_of
from catalog.onix.elements import child, child_text, children, with_code

# ONIX List 22.
_LANGUAGE_OF_TEXT = "01"


@dataclass(frozen=True)
class Header:
    """What counts for all records of the message; empty where it does not say."""

    sent_on: date | None = None
    currency: str = ""
    language: str = ""
    price_type: str = ""
    length_unit: str = ""
    class_of_trade: str = ""


def read_header(part: etree._Element, today: date) -> Header:
    """Read a Header of any release: 2.1 has a few names of its own."""
    sent = child_text(part, "SentDateTime") or child_text(part, "SentDate")
    return Header(
        sent_on=day_of(sent, today),
        currency=child_text(part, "DefaultCurrencyCode"),
        language=child_text(part, "DefaultLanguageOfText"),
        price_type=child_text(part, "DefaultPriceType") or child_text(part, "DefaultPriceTypeCode"),
        length_unit=child_text(part, "DefaultLinearUnit"),
        class_of_trade=child_text(part, "DefaultClassOfTrade"),
    )


def write_defaults(product: etree._Element, header: Header) -> None:
    """Write into a record what it leaves to the Header, so that it can be read without one."""
    block = child(product, "DescriptiveDetail")
    if block is not None:
        _write_language(block, header)
        for measure in children(block, "Measure"):
            _write_missing(measure, "MeasureUnitCode", header.length_unit)
    if header.currency or header.price_type or header.class_of_trade:
        for supply in children(product, "ProductSupply"):
            for detail in children(supply, "SupplyDetail"):
                for price in children(detail, "Price"):
                    _write_missing(price, "PriceType", header.price_type)
                    _write_missing(price, "CurrencyCode", header.currency)
                    _write_missing(price, "ClassOfTrade", header.class_of_trade)


def _write_language(block: etree._Element, header: Header) -> None:
    if not header.language:
        return
    if next(with_code(block, "Language", "LanguageRole", _LANGUAGE_OF_TEXT), None) is None:
        language = etree.SubElement(block, "Language")
        etree.SubElement(language, "LanguageRole").text = _LANGUAGE_OF_TEXT
        etree.SubElement(language, "LanguageCode").text = header.language


def _write_missing(parent: etree._Element, name: str, text: str) -> None:
    if text and child(parent, name) is None:
        etree.SubElement(parent, name).text = text
