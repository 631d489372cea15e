"""Block 4, PublishingDetail: who brought the product out, and when (PD-2, PD-3)."""

from datetime import date

from lxml import etree

from catalog.onix.elements import child, child_text, children, text_of, with_code
from catalog.onix.records import Publishing, RefusedRecord
from catalog.publication_date import InvalidDate, Precision, parse_onix_date

# ONIX Lists 45 and 163.
_PUBLISHER = "01"
_PUBLICATION_DATE = "01"
_EARLIEST_YEAR = 1000


def publishing(product: etree._Element, today: date) -> Publishing:
    block = child(product, "PublishingDetail")
    publisher = _publisher(block)
    element = child(
        next(with_code(block, "PublishingDate", "PublishingDateRole", _PUBLICATION_DATE), None),
        "Date",
    )
    if element is None:
        return Publishing(publisher)
    published_on, precision = _read_date(element)
    refuse_before_printing(published_on)
    refuse_future(published_on, today)
    return Publishing(publisher, published_on, precision)


def refuse_future(published_on: date, today: date) -> None:
    """The shop sells what is out: a date to come is refused, for now, as a likely mistake."""
    if published_on > today:
        raise RefusedRecord(f"The publication date {published_on} is in the future.")


def refuse_before_printing(published_on: date) -> None:
    if published_on.year < _EARLIEST_YEAR:
        raise RefusedRecord(
            f"The publication date {published_on} is before the year {_EARLIEST_YEAR}."
        )


def _read_date(element: etree._Element) -> tuple[date, Precision]:
    try:
        return parse_onix_date(text_of(element), element.get("dateformat"))
    except InvalidDate as error:
        raise RefusedRecord(f"The publication date cannot be read. {error}") from error


def _publisher(block: etree._Element | None) -> str:
    """Return the publisher's name; failing that, of any other party named so, or of the imprint."""
    publishers = [
        *with_code(block, "Publisher", "PublishingRole", _PUBLISHER),
        *children(block, "Publisher"),
    ]
    names = [child_text(publisher, "PublisherName") for publisher in publishers]
    imprints = [child_text(imprint, "ImprintName") for imprint in children(block, "Imprint")]
    return next(filter(None, [*names, *imprints]), "")
