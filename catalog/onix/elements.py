"""Children and texts of ONIX elements, by reference name and whatever their namespace."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from lxml import etree

from catalog.plain_text import one_line, without_control_characters
from catalog.xml_names import local_name

# Receives, in words, what was not understood and is left out of the record.
Warn = Callable[[str], None]


class Indexed:
    """An element that is only read: its children are found by name without looking at all of them.

    Each element is looked through once, when the first of its children is asked for.
    """

    __slots__ = ("_below", "_texts", "xml")

    def __init__(self, xml: etree._Element) -> None:
        self.xml = xml
        self._below: dict[str, list[Indexed]] | None = None
        self._texts: dict[str, str] | None = None

    def text_below(self, name: str) -> str:
        """Return the text of the first child called so; the same codes are asked for repeatedly."""
        if self._texts is None:
            self._texts = {}
        text = self._texts.get(name)
        if text is None:
            found = self.below(name)
            text = self._texts[name] = text_of(found[0].xml) if found else ""
        return text

    def below(self, name: str) -> "list[Indexed] | tuple[()]":
        below = self._below
        if below is None:
            below = self._below = {}
            for each in self.xml:
                below.setdefault(local_name(each), []).append(Indexed(each))
        return below.get(name, ())


# What is read; `Indexed` is quicker, while elements of lxml may be changed in between.
Element = etree._Element | Indexed
AnyElement = TypeVar("AnyElement", bound=etree._Element | Indexed)


def children(parent: AnyElement | None, name: str) -> Iterable[AnyElement]:
    if parent is None:
        return ()
    # Either has children of its own kind only.
    found: Iterable[Any] = (
        parent.below(name) if isinstance(parent, Indexed) else parent.iterchildren(f"{{*}}{name}")
    )
    return found


def child(parent: AnyElement | None, name: str) -> AnyElement | None:
    for found in children(parent, name):
        return found
    return None


def xml_of(element: Element) -> etree._Element:
    return element.xml if isinstance(element, Indexed) else element


def attribute(element: Element, name: str) -> str:
    return xml_of(element).get(name, "")


def text_of(element: Element | None) -> str:
    """Return all text inside the element as one line; nothing for a missing element."""
    return "" if element is None else one_line(raw_text(element))


def child_text(parent: Element | None, name: str) -> str:
    return parent.text_below(name) if isinstance(parent, Indexed) else text_of(child(parent, name))


def raw_text(element: Element) -> str:
    """Return the text inside with its line breaks, without control characters."""
    xml = xml_of(element)
    text = (xml.text or "") if not len(xml) else "".join(xml.itertext())
    return without_control_characters(text)


def with_code(
    parent: AnyElement | None, name: str, code_name: str, *codes: str
) -> Iterator[AnyElement]:
    """Yield the children called `name` whose child `code_name` holds one of `codes`.

    Those of the first code come first, and so on.
    """
    found = [(child_text(element, code_name), element) for element in children(parent, name)]
    for code in codes if found else ():
        for its_code, element in found:
            if its_code == code:
                yield element
