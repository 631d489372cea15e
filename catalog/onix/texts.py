"""Texts as paragraphs: plain text with an empty line between them, whatever was sent (CT-1)."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree, html

from catalog.onix.elements import Element, raw_text, xml_of
from catalog.plain_text import joined_paragraphs, one_line, without_control_characters
from catalog.xml_names import local_name

# ONIX List 34: HTML, XML and XHTML. Any other text is plain, and its "<" is a character.
_MARKUP_FORMATS = {"02", "03", "05"}
_BLOCKS = {
    *("address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "hr", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "table", "td", "th"),
    *("tr", "ul"),
}
_UNSPOKEN = {"script", "style", "template"}
_VERSE = "pre"
# XML forbids these characters, so no text holds them.
_BREAK, _LINE_END = "\0", "\1"
_EMPTY_LINE = re.compile(r"\n\s*\n")


def paragraphs(element: Element) -> str:
    """Return the element's text, its XHTML or HTML turned into paragraphs."""
    xml = xml_of(element)
    if len(xml):
        return _paragraphs_of_tree(xml)
    text = raw_text(xml)
    if is_markup(xml):
        return paragraphs_of_markup(text)
    if "\n" not in text:
        return one_line(text)
    return joined_paragraphs([each] for each in _EMPTY_LINE.split(text))


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
    return joined_paragraphs(
        map(without_control_characters, paragraph.split(_LINE_END))
        for paragraph in text.split(_BREAK)
    )


def _pieces(root: etree._Element) -> Iterator[str]:
    """Yield the texts inside; the lines of verse end where they do, all others where they fit."""
    walker = etree.iterwalk(root, events=("start", "end"))
    depth_of_verse = 0
    for event, element in walker:
        name = local_name(element).lower()
        if name in _BLOCKS:
            yield _BREAK
        if name == _VERSE:
            depth_of_verse += 1 if event == "start" else -1
        if event == "start" and name in _UNSPOKEN:
            walker.skip_subtree()
        else:
            text = _text_at(event, element, root)
            yield _as_lines(text) if depth_of_verse else text


def _as_lines(text: str) -> str:
    return _EMPTY_LINE.sub(_BREAK, text).replace("\n", _LINE_END)


def _text_at(event: str, element: etree._Element, root: etree._Element) -> str:
    """Return the text before the first child, or, at the end, the one that follows the element."""
    if event == "start":
        return element.text or ""
    return "" if element is root else element.tail or ""
