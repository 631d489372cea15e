"""Block 4, PublishingDetail: who brought the product out, and when."""

from lxml import etree

from catalog.onix.records import Publishing
from catalog.onix.writing.elements import element, filled
from catalog.publication_date import onix_date

# ONIX Lists 45, 44 and 163.
_PUBLISHER, _PROPRIETARY, _PUBLICATION_DATE = "01", "01", "01"


def publishing(block: Publishing) -> etree._Element | None:
    status, date = filled("PublishingStatus", block.status), _date(block)
    if not block.publisher and status is None and date is None:
        return None
    return element("PublishingDetail", _publisher(block.publisher), status, date)


def _publisher(name: str) -> etree._Element:
    """Return the publisher. The block may not do without one, so an unknown one has no name."""
    named = element("PublisherName", name) if name else _unknown()
    return element("Publisher", element("PublishingRole", _PUBLISHER), named)


def _unknown() -> etree._Element:
    return element(
        "PublisherIdentifier",
        element("PublisherIDType", _PROPRIETARY),
        element("IDTypeName", "Unknown publisher"),
        element("IDValue", "unknown"),
    )


def _date(block: Publishing) -> etree._Element | None:
    if block.published_on is None:
        return None
    written, dateformat = onix_date(block.published_on, block.published_precision)
    return element(
        "PublishingDate",
        element("PublishingDateRole", _PUBLICATION_DATE),
        element("Date", written, dateformat=dateformat),
    )
