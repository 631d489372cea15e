"""Block 1, DescriptiveDetail: what the product is."""

import re
from collections.abc import Iterable
from decimal import Decimal

from lxml import etree

from catalog import lengths, product_form
from catalog.onix.contributors import contributors
from catalog.onix.elements import Warn, child, child_text, children, with_code
from catalog.onix.records import Descriptive, RefusedRecord, Subject
from catalog.onix.titles import title

# ONIX List 23, best first: main content, content, numbered pages, absolute count; List 24: pages.
_PAGE_COUNTS = ("00", "11", "05", "07")
_PAGES = "03"
_MOST_PAGES = 99_999
_HIGHEST_EDITION = 999
# ONIX List 48.
_HEIGHT, _WIDTH, _THICKNESS = "01", "02", "03"
_LANGUAGE_OF_TEXT = "01"


def descriptive(product: etree._Element, warn: Warn) -> Descriptive:
    block = child(product, "DescriptiveDetail")
    if block is None:
        raise RefusedRecord("There is no DescriptiveDetail, where ONIX 3.0 says what the book is.")
    return Descriptive(
        title=title(block),
        product_form=_product_form(block),
        contributors=contributors(block, warn),
        edition_number=_edition_number(block, warn),
        edition_statement=child_text(block, "EditionStatement"),
        language=_language(block, warn),
        pages=_pages(block, warn),
        height_mm=_length(block, _HEIGHT, "height", warn),
        width_mm=_length(block, _WIDTH, "width", warn),
        depth_mm=_length(block, _THICKNESS, "thickness", warn),
        subjects=list(_subjects(block)),
    )


def _product_form(block: etree._Element) -> product_form.ProductForm:
    try:
        return product_form.parse(child_text(block, "ProductForm"))
    except ValueError as error:
        raise RefusedRecord(str(error)) from error


def _edition_number(block: etree._Element, warn: Warn) -> int | None:
    written = child_text(block, "EditionNumber")
    return _number(written, _HIGHEST_EDITION, "edition number", warn) if written else None


def _pages(block: etree._Element, warn: Warn) -> int | None:
    for extent in with_code(block, "Extent", "ExtentType", *_PAGE_COUNTS):
        if child_text(extent, "ExtentUnit") == _PAGES:
            return _number(child_text(extent, "ExtentValue"), _MOST_PAGES, "number of pages", warn)
    return None


def _number(written: str, highest: int, fact: str, warn: Warn) -> int | None:
    if re.fullmatch(r"[0-9]{1,9}", written) and 1 <= int(written) <= highest:
        return int(written)
    warn(f"The {fact} “{written}” is not between 1 and {highest:,} and was left out.")
    return None


def _language(block: etree._Element, warn: Warn) -> str:
    for language in with_code(block, "Language", "LanguageRole", _LANGUAGE_OF_TEXT):
        code = child_text(language, "LanguageCode").lower()
        if re.fullmatch("[a-z]{3}", code):
            return code
        warn(f"The language “{code}” is not a code of three letters and was left out.")
    return ""


def _length(block: etree._Element, kind: str, fact: str, warn: Warn) -> Decimal | None:
    """Return the first measure of this kind that can be understood."""
    for measure in with_code(block, "Measure", "MeasureType", kind):
        written = child_text(measure, "Measurement")
        try:
            return _millimetres(written, child_text(measure, "MeasureUnitCode"))
        except ValueError as error:
            warn(f"The {fact} was left out. {error}")
    return None


def _millimetres(written: str, unit: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", written):
        raise ValueError(f"“{written}” is not a number.")
    return lengths.to_mm(Decimal(written), unit)


def _subjects(block: etree._Element) -> Iterable[Subject]:
    """Yield the subjects that have a code; keywords and other texts have none."""
    for subject in children(block, "Subject"):
        if code := child_text(subject, "SubjectCode"):
            yield Subject(
                scheme=child_text(subject, "SubjectSchemeIdentifier"),
                code=code,
                heading=child_text(subject, "SubjectHeadingText"),
                is_main=child(subject, "MainSubject") is not None,
            )
