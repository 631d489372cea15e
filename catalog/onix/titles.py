from lxml import etree

from catalog.onix.elements import child_text, with_code
from catalog.onix.records import RefusedRecord, Title

# ONIX List 15: the distinctive title; List 149: of the product itself, not of a collection.
_DISTINCTIVE_TITLE = "01"
_OF_THE_PRODUCT = "01"


def title(descriptive: etree._Element | None) -> Title:
    for detail in with_code(descriptive, "TitleDetail", "TitleType", _DISTINCTIVE_TITLE):
        for element in with_code(detail, "TitleElement", "TitleElementLevel", _OF_THE_PRODUCT):
            if written := _title_text(element):
                return Title(written, child_text(element, "Subtitle"))
    raise RefusedRecord("There is no title (TitleDetail of type 01 with an element of level 01).")


def _title_text(element: etree._Element) -> str:
    """Return the title as one text; a feed may give its article apart, for sorting."""
    if whole := child_text(element, "TitleText"):
        return whole
    prefix = child_text(element, "TitlePrefix")
    rest = child_text(element, "TitleWithoutPrefix")
    if not prefix or not rest:
        return rest
    # "L'" and "Étranger" belong together, "The" and "Hours" do not.
    return f"{prefix}{rest}" if prefix[-1] in "'’" else f"{prefix} {rest}"
