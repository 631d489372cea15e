"""Blocks 2 and 3: descriptions, quotes, contents and cover (CT-1 to CT-5)."""

from collections.abc import Iterator, Sequence

from catalog.contents import Entry, page_warnings, parse_plain_xhtml, parse_text, parse_xhtml
from catalog.onix.content_items import content_entries
from catalog.onix.elements import (
    Element,
    Warn,
    child,
    child_text,
    children,
    raw_text,
    text_of,
    with_code,
    xml_of,
)
from catalog.onix.records import Collateral, EditorialText, TextKind
from catalog.onix.texts import is_markup, markup_of, paragraphs

# ONIX List 153.
_SHORT_DESCRIPTION, _DESCRIPTION, _CONTENTS = "02", "03", "04"
_KINDS = {"06": TextKind.REVIEW_QUOTE, "09": TextKind.ENDORSEMENT}
# ONIX List 158.
_FRONT_COVER = "01"


def collateral(product: Element, pages: int | None, warn: Warn) -> Collateral:
    block = child(product, "CollateralDetail")
    return Collateral(
        overview=_overview(block),
        editorial_texts=list(_editorial_texts(block, warn)),
        contents=_contents(product, block, pages, warn),
        cover_link=_cover_link(block),
    )


def _overview(block: Element | None) -> str:
    """Return the description, or the short one where there is no other."""
    for content in with_code(block, "TextContent", "TextType", _DESCRIPTION, _SHORT_DESCRIPTION):
        if text := _text(content):
            return text
    return ""


def _text(content: Element) -> str:
    text = child(content, "Text")
    return "" if text is None else paragraphs(text)


def _editorial_texts(block: Element | None, warn: Warn) -> Iterator[EditorialText]:
    for content in children(block, "TextContent"):
        kind = _KINDS.get(child_text(content, "TextType"))
        if kind is None:
            continue
        if text := _text(content):
            yield _editorial_text(content, kind, text)
        else:
            warn("A review quote or endorsement without a text was left out.")


def _editorial_text(content: Element, kind: TextKind, text: str) -> EditorialText:
    signer = "; ".join(filter(None, map(text_of, children(content, "TextAuthor"))))
    title = child_text(content, "SourceTitle")
    body = child_text(content, "TextSourceCorporate")
    # A body that speaks for itself, and in no journal, describes the book: CT-3 (a).
    is_annotation = kind is TextKind.REVIEW_QUOTE and body and not signer and not title
    return EditorialText(
        kind=TextKind.ANNOTATION if is_annotation else kind,
        text=text,
        signer=signer,
        source=title or body,
    )


def _contents(
    product: Element, block: Element | None, pages: int | None, warn: Warn
) -> Sequence[Entry]:
    """Return the table of contents, or, where no text has one, that of the parts of block 3."""
    entries = _written_contents(block) or content_entries(product)
    for warning in page_warnings(entries, pages):
        warn(warning)
    return entries


def _written_contents(block: Element | None) -> list[Entry]:
    for content in with_code(block, "TextContent", "TextType", _CONTENTS):
        text = child(content, "Text")
        if text is not None:
            return _entries(text)
    return []


def _entries(text: Element) -> list[Entry]:
    if not is_markup(text):
        return parse_text(raw_text(text))
    entries = parse_plain_xhtml(xml_of(text))
    return parse_xhtml(markup_of(text)) if entries is None else entries


def _cover_link(block: Element | None) -> str:
    for resource in with_code(block, "SupportingResource", "ResourceContentType", _FRONT_COVER):
        for version in children(resource, "ResourceVersion"):
            if link := child_text(version, "ResourceLink"):
                return link
    return ""
