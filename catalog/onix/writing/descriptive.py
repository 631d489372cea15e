"""Block 1, DescriptiveDetail: what the product is."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lxml import etree

from catalog.keywords import as_text
from catalog.onix.records import Descriptive, SeriesPart, Subject, Title
from catalog.onix.writing.contributors import contributors
from catalog.onix.writing.elements import element, filled

# ONIX Lists 2, 15, 149 and 148: one item for sale; the distinctive title; of the product, or of a
# collection; a collection that the publisher made.
_SINGLE_ITEM = "00"
_DISTINCTIVE_TITLE = "01"
_OF_THE_PRODUCT, _OF_A_COLLECTION = "01", "02"
_OF_THE_PUBLISHER = "10"
# ONIX Lists 48 and 50.
_HEIGHT, _WIDTH, _THICKNESS, _MILLIMETRES = "01", "02", "03", "mm"
_LANGUAGE_OF_TEXT = "01"
# ONIX Lists 23 and 24.
_MAIN_CONTENT, _PAGES = "00", "03"
_DURATION, _MINUTES = "09", "05"
# ONIX List 27.
_KEYWORDS = "20"


def descriptive(block: Descriptive) -> etree._Element:
    return element(
        "DescriptiveDetail",
        element("ProductComposition", _SINGLE_ITEM),
        element("ProductForm", block.product_form.value),
        _measure(_HEIGHT, block.height_mm),
        _measure(_WIDTH, block.width_mm),
        _measure(_THICKNESS, block.depth_mm),
        *map(_collection, block.series),
        _title_detail(block.title),
        *contributors(block.contributors),
        _number("EditionNumber", block.edition_number),
        filled("EditionStatement", block.edition_statement),
        _language(block.language),
        _extent(_MAIN_CONTENT, block.pages, _PAGES),
        _extent(_DURATION, block.duration_minutes, _MINUTES),
        *_subjects(block),
    )


def _measure(kind: str, millimetres: Decimal | None) -> etree._Element | None:
    if millimetres is None:
        return None
    return element(
        "Measure",
        element("MeasureType", kind),
        element("Measurement", f"{millimetres.normalize():f}"),
        element("MeasureUnitCode", _MILLIMETRES),
    )


def _collection(part: SeriesPart) -> etree._Element:
    return element(
        "Collection",
        element("CollectionType", _OF_THE_PUBLISHER),
        element(
            "TitleDetail",
            element("TitleType", _DISTINCTIVE_TITLE),
            element(
                "TitleElement",
                element("TitleElementLevel", _OF_A_COLLECTION),
                filled("PartNumber", part.number),
                element("TitleText", part.title),
            ),
        ),
    )


def _title_detail(title: Title) -> etree._Element:
    return element(
        "TitleDetail",
        element("TitleType", _DISTINCTIVE_TITLE),
        element(
            "TitleElement",
            element("TitleElementLevel", _OF_THE_PRODUCT),
            element("TitleText", title.title),
            filled("Subtitle", title.subtitle),
        ),
    )


def _number(name: str, value: int | None) -> etree._Element | None:
    return None if value is None else element(name, str(value))


def _language(code: str) -> etree._Element | None:
    if not code:
        return None
    role = element("LanguageRole", _LANGUAGE_OF_TEXT)
    return element("Language", role, element("LanguageCode", code))


def _extent(kind: str, value: int | None, unit: str) -> etree._Element | None:
    if value is None:
        return None
    return element(
        "Extent",
        element("ExtentType", kind),
        element("ExtentValue", str(value)),
        element("ExtentUnit", unit),
    )


def _subjects(block: Descriptive) -> Iterator[etree._Element]:
    yield from map(_subject, block.subjects)
    if block.keywords:
        yield _keyword_subject(block.keywords)


def _subject(subject: Subject) -> etree._Element:
    return element(
        "Subject",
        element("MainSubject") if subject.is_main else None,
        element("SubjectSchemeIdentifier", subject.scheme),
        element("SubjectCode", subject.code),
        filled("SubjectHeadingText", subject.heading),
    )


def _keyword_subject(keywords: Sequence[str]) -> etree._Element:
    return element(
        "Subject",
        element("SubjectSchemeIdentifier", _KEYWORDS),
        element("SubjectHeadingText", as_text(keywords)),
    )
