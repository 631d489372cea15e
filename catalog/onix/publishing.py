"""Block 4, PublishingDetail: who brought the product out, and when (PD-2, PD-3)."""

from datetime import date

from catalog.onix.elements import (
    Element,
    Warn,
    attribute,
    child,
    child_text,
    children,
    text_of,
    with_code,
)
from catalog.onix.records import Publishing
from catalog.onix.tables import table
from catalog.publication_date import InvalidDate, Precision, parse_onix_date

# ONIX List 45.
_PUBLISHER = "01"
# ONIX List 163: publication date; year of publication, where there is no date.
_DATES = ("01", "37")
_EARLIEST_YEAR = 1000
# Books are announced that far ahead, at most; a later date is a mistake.
_YEARS_AHEAD = 5


def publishing(product: Element, today: date, warn: Warn) -> Publishing:
    block = child(product, "PublishingDetail")
    publisher, status = _publisher(block), _status(block, warn)
    for composite in with_code(block, "PublishingDate", "PublishingDateRole", *_DATES):
        try:
            published_on, precision = _read_date(composite)
            refuse_impossible(published_on, today)
        except InvalidDate as error:
            warn(f"The publication date was left out. {error}")
        else:
            return Publishing(publisher, published_on, precision, status)
    return Publishing(publisher, status=status)


def refuse_impossible(published_on: date, today: date) -> None:
    """Raise InvalidDate for a day on which no book of a shop came out or is announced."""
    if published_on.year > today.year + _YEARS_AHEAD:
        raise InvalidDate(f"{published_on} is more than {_YEARS_AHEAD} years in the future.")
    if published_on.year < _EARLIEST_YEAR:
        raise InvalidDate(f"{published_on} is before the year {_EARLIEST_YEAR}.")


def _read_date(composite: Element) -> tuple[date, Precision]:
    """Read the date; releases before 3.0.1 have its format in an element of its own."""
    element = child(composite, "Date")
    if element is None:
        raise InvalidDate("It is empty.")
    written_as = attribute(element, "dateformat") or child_text(composite, "DateFormat")
    return parse_onix_date(text_of(element), written_as or None)


def _status(block: Element | None, warn: Warn) -> str:
    code = child_text(block, "PublishingStatus")
    if not code or code in table("list64"):
        return code
    warn(f"The publishing status “{code}” is not one of ONIX List 64 and was left out.")
    return ""


def _publisher(block: Element | None) -> str:
    """Return the publisher's name; failing that, of any other party named so, or of the imprint."""
    publishers = [
        *with_code(block, "Publisher", "PublishingRole", _PUBLISHER),
        *children(block, "Publisher"),
    ]
    names = [child_text(publisher, "PublisherName") for publisher in publishers]
    imprints = [child_text(imprint, "ImprintName") for imprint in children(block, "Imprint")]
    return next(filter(None, [*names, *imprints]), "")
