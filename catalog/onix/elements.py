"""Children and texts of ONIX elements, by reference name and whatever their namespace."""

from collections.abc import Callable, Iterator

from lxml import etree

from catalog.plain_text import one_line, without_control_characters

# Receives, in words, what was not understood and is left out of the record.
Warn = Callable[[str], None]


def local_name(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    # Not by etree.QName, which refuses the impossible names that broken HTML leads to.
    return str(element.tag).rpartition("}")[2]


def children(parent: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return iter(()) if parent is None else parent.iterchildren(f"{{*}}{name}")


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return next(children(parent, name), None)


def text_of(element: etree._Element | None) -> str:
    """Return all text inside the element as one line; nothing for a missing element."""
    if element is None:
        return ""
    if not len(element) and (element.text or "").isalnum():
        # Most elements hold a code or number, and this is called for all of them.
        return element.text or ""
    return one_line(raw_text(element))


def child_text(parent: etree._Element | None, name: str) -> str:
    return text_of(child(parent, name))


def raw_text(element: etree._Element) -> str:
    """Return the text inside with its line breaks, without control characters."""
    text = (element.text or "") if not len(element) else "".join(element.itertext())
    return without_control_characters(text)


def with_code(
    parent: etree._Element | None, name: str, code_name: str, *codes: str
) -> Iterator[etree._Element]:
    """Yield the children called `name` whose child `code_name` holds one of `codes`.

    Those of the first code come first, and so on.
    """
    found = list(children(parent, name))
    for code in codes:
        yield from (element for element in found if child_text(element, code_name) == code)
