"""Block 2, CollateralDetail: descriptions, quotes, contents and cover."""

from collections.abc import Sequence

from lxml import etree

from catalog.contents import Entry, to_xhtml
from catalog.onix.records import Collateral, EditorialText, TextKind
from catalog.onix.writing.elements import Content, element, filled, with_markup, with_paragraphs

# ONIX List 153. What a body says of the book is a quote from it, without an author or a journal.
_DESCRIPTION, _CONTENTS = "03", "04"
_TEXT_TYPES = {
    TextKind.ANNOTATION: "06",
    TextKind.REVIEW_QUOTE: "06",
    TextKind.ENDORSEMENT: "09",
}
# A review stands in a journal; other texts come from a body.
_SOURCES = {TextKind.REVIEW_QUOTE: "SourceTitle"}
_UNRESTRICTED = "00"
# ONIX Lists 158, 159 and 161.
_FRONT_COVER, _IMAGE, _DOWNLOADABLE_FILE = "01", "03", "02"


def collateral(block: Collateral) -> etree._Element | None:
    return filled(
        "CollateralDetail",
        _text_content(_DESCRIPTION, with_paragraphs("Text", block.overview)),
        *map(_editorial_text, block.editorial_texts),
        _contents(block.contents),
        _cover(block.cover_link),
    )


def _text_content(
    kind: str, text: etree._Element | None, *origin: Content
) -> etree._Element | None:
    if text is None:
        return None
    return element(
        "TextContent",
        element("TextType", kind),
        element("ContentAudience", _UNRESTRICTED),
        text,
        *origin,
    )


def _editorial_text(text: EditorialText) -> etree._Element | None:
    return _text_content(
        _TEXT_TYPES[text.kind],
        with_paragraphs("Text", text.text),
        filled("TextAuthor", text.signer),
        filled(_SOURCES.get(text.kind, "TextSourceCorporate"), text.source),
    )


def _contents(entries: Sequence[Entry]) -> etree._Element | None:
    if not entries:
        return None
    return _text_content(_CONTENTS, with_markup("Text", to_xhtml(entries)))


def _cover(link: str) -> etree._Element | None:
    if not link:
        return None
    return element(
        "SupportingResource",
        element("ResourceContentType", _FRONT_COVER),
        element("ContentAudience", _UNRESTRICTED),
        element("ResourceMode", _IMAGE),
        element(
            "ResourceVersion",
            element("ResourceForm", _DOWNLOADABLE_FILE),
            element("ResourceLink", link),
        ),
    )
