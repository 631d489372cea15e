"""Elements made of texts and other elements; what is not known leaves no trace."""

import re

from lxml import etree

from catalog.plain_text import without_control_characters

Content = str | etree._Element | None
_NO_CHARACTERS_OF_XML = re.compile("[\ufffe\uffff]")
_EMPTY_LINE = re.compile(r"\n\s*\n")
# ONIX List 34.
_XHTML = "05"


def element(name: str, *contents: Content, **attributes: str) -> etree._Element:
    """Return an element with these texts and elements inside; None is passed over.

    It has no namespace of its own: it takes the one of the message it is written into.
    """
    made = etree.Element(name, attributes)
    for content in contents:
        if isinstance(content, str):
            made.text = (made.text or "") + as_xml(content)
        elif content is not None:
            made.append(content)
    return made


def filled(name: str, *contents: Content, **attributes: str) -> etree._Element | None:
    """Return the element, or None where nothing would stand in it."""
    made = element(name, *contents, **attributes)
    return made if len(made) or made.text else None


def with_paragraphs(name: str, text: str) -> etree._Element | None:
    """Return the element with a text's paragraphs in XHTML, or None for an empty text."""
    paragraphs = [_paragraph(each.strip()) for each in _EMPTY_LINE.split(text) if each.strip()]
    return element(name, *paragraphs, textformat=_XHTML) if paragraphs else None


def with_markup(name: str, markup: str) -> etree._Element:
    return element(name, etree.fromstring(markup), textformat=_XHTML)


def as_xml(text: str) -> str:
    """Leave out the characters that XML does not allow."""
    return _NO_CHARACTERS_OF_XML.sub("", without_control_characters(text))


def _paragraph(text: str) -> etree._Element:
    first, *others = text.splitlines()
    paragraph = element("p", first)
    for line in others:
        etree.SubElement(paragraph, "br").tail = as_xml(line)
    return paragraph
