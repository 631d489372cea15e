"""Texts as paragraphs: plain text with an empty line between them, whatever was sent (CT-1)."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree, html

from catalog.onix.elements import Element, local_name, raw_text, xml_of
from catalog.plain_text import one_line, without_control_characters

# ONIX List 34: HTML, XML and XHTML. Any other text is plain, and its "<" is a character.
_MARKUP_FORMATS = {"02", "03", "05"}
_BLOCKS = {
    *("address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "hr", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "table", "td", "th"),
    *("tr", "ul"),
}
_UNSPOKEN = {"script", "style", "template"}
# XML forbids this character, so no text holds it.
_BREAK = "\0"
_EMPTY_LINE = re.compile(r"\n\s*\n")


def paragraphs(element: Element) -> str:
    """Return the element's text, its XHTML or HTML turned into paragraphs."""
    xml = xml_of(element)
    if len(xml):
        return _paragraphs_of_tree(xml)
    text = raw_text(xml)
    if is_markup(xml):
        return paragraphs_of_markup(text)
    return _joined(_EMPTY_LINE.split(text) if "\n" in text else [text])


def is_markup(element: Element) -> bool:
    """Whether the element holds XHTML, or HTML as escaped text or CDATA."""
    xml = xml_of(element)
    return len(xml) > 0 or (xml.get("textformat") in _MARKUP_FORMATS and "<" in (xml.text or ""))


def markup_of(element: Element) -> str:
    """Return the XHTML or HTML inside an element of which `is_markup` is true."""
    xml = xml_of(element)
    if not len(xml):
        return raw_text(xml)
    copy = deepcopy(xml)
    for node in copy.iter(etree.Element):
        node.tag = local_name(node)
    etree.cleanup_namespaces(copy)
    return etree.tostring(copy, encoding="unicode", with_tail=False)


def paragraphs_of_markup(markup: str) -> str:
    """Return the text of a piece of HTML, however broken, as paragraphs."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    # The surrounding element keeps a text without any tag from being no document.
    root = etree.fromstring(f"<div>{markup}</div>".encode(), parser)
    return "" if root is None else _paragraphs_of_tree(root)


def _paragraphs_of_tree(root: etree._Element) -> str:
    text = "".join(_pieces(root))
    return _joined(text.split(_BREAK))


def _pieces(root: etree._Element) -> Iterator[str]:
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = local_name(element).lower()
        if name in _BLOCKS:
            yield _BREAK
        if event == "start" and name in _UNSPOKEN:
            walker.skip_subtree()
        elif event == "start":
            yield element.text or ""
        elif element is not root:
            yield element.tail or ""


def _joined(texts: Iterable[str]) -> str:
    lines = (one_line(without_control_characters(text)) for text in texts)
    return "\n\n".join(filter(None, lines))
