"""Elements made of texts and other elements; what is not known leaves no trace."""

from lxml import etree

from catalog.plain_text import in_paragraphs, without_control_characters

Content = str | etree._Element | None
# ONIX List 34.
_XHTML = "05"


def element(name: str, *contents: Content, **attributes: str) -> etree._Element:
    """Return an element with these texts and elements inside; None is passed over.

    It has no namespace of its own: it takes the one of the message it is written into.
    """
    made = etree.Element(name, attributes)
    for content in contents:
        if isinstance(content, str):
            made.text = (made.text or "") + without_control_characters(content)
        elif content is not None:
            made.append(content)
    return made


def filled(name: str, *contents: Content, **attributes: str) -> etree._Element | None:
    """Return the element, or None where nothing would stand in it."""
    made = element(name, *contents, **attributes)
    return made if len(made) or made.text else None


def with_paragraphs(name: str, text: str) -> etree._Element | None:
    """Return the element with a text's paragraphs in XHTML, or None for an empty text."""
    paragraphs = [_paragraph(each) for each in in_paragraphs(text).split("\n\n") if each]
    return element(name, *paragraphs, textformat=_XHTML) if paragraphs else None


def with_markup(name: str, markup: str) -> etree._Element:
    return element(name, etree.fromstring(markup), textformat=_XHTML)


def _paragraph(text: str) -> etree._Element:
    """Return a paragraph; one of several lines, as verse, is such that the lines are kept."""
    return element("pre" if "\n" in text else "p", text)
