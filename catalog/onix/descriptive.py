"""Block 1, DescriptiveDetail: what the product is."""

import re

from catalog import product_form
from catalog.onix.contributors import contributors
from catalog.onix.elements import Element, Warn, child, child_text, with_code
from catalog.onix.extents import duration_minutes, pages
from catalog.onix.measures import HEIGHT, THICKNESS, WIDTH, length
from catalog.onix.numbers import number
from catalog.onix.records import Descriptive, RefusedRecord
from catalog.onix.subjects import keywords, subjects
from catalog.onix.tables import table
from catalog.onix.titles import series, title
from catalog.product_form import ProductForm

HIGHEST_EDITION = 999
_LANGUAGE_OF_TEXT = "01"


def descriptive(product: Element, warn: Warn) -> Descriptive:
    block = child(product, "DescriptiveDetail")
    if block is None:
        raise RefusedRecord("There is no DescriptiveDetail, where ONIX 3.0 says what the book is.")
    return Descriptive(
        title=title(block),
        product_form=_product_form(block, warn),
        contributors=contributors(block, warn),
        edition_number=_edition_number(block, warn),
        edition_statement=child_text(block, "EditionStatement"),
        language=_language(block, warn),
        pages=pages(block, warn),
        duration_minutes=duration_minutes(block, warn),
        height_mm=length(block, HEIGHT, "height", warn),
        width_mm=length(block, WIDTH, "width", warn),
        depth_mm=length(block, THICKNESS, "thickness", warn),
        subjects=list(subjects(block)),
        keywords=keywords(block),
        series=series(block, warn),
    )


def _product_form(block: Element, warn: Warn) -> ProductForm:
    """Return the form; one that the list does not have yet is the general one of its letter."""
    code = child_text(block, "ProductForm").upper()
    form = product_form.general(code)
    if form is None or code in table("list150"):
        return _known_form(code)
    warn(f"The product form “{code}” is not one of ONIX List 150; {form} ({form.label}) was taken.")
    return form


def _known_form(code: str) -> ProductForm:
    try:
        return product_form.parse(code)
    except ValueError as error:
        raise RefusedRecord(str(error)) from error


def _edition_number(block: Element, warn: Warn) -> int | None:
    written = child_text(block, "EditionNumber")
    return number(written, HIGHEST_EDITION, "edition number", warn) if written else None


def is_language(code: str) -> bool:
    """Whether a code may be one of ONIX List 74, which are those of ISO 639-2/B."""
    return bool(re.fullmatch("[a-z]{3}", code))


def _language(block: Element, warn: Warn) -> str:
    for language in with_code(block, "Language", "LanguageRole", _LANGUAGE_OF_TEXT):
        code = child_text(language, "LanguageCode").lower()
        if is_language(code):
            return code
        warn(f"The language “{code}” is not a code of three letters and was left out.")
    return ""
