"""The lines of a contents list written in XHTML or HTML, however broken."""

import re

from lxml import etree, html

from catalog.contents.lines import Line, without_list_heading
from catalog.plain_text import without_control_characters
from catalog.xml_names import local_name

_LISTS = {"dl", "ol", "ul"}
_ITEMS = {"dd", "dt", "li", "tr"}
_CELLS = {"td", "th"}
_BLOCKS = _LISTS | {
    *("address", "article", "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("hr", "nav", "p", "pre", "section", "table"),
}
_BREAKING = _ITEMS | _BLOCKS
# Where only these stand in each other, an HTML parser finds the tree that an XML parser does.
_INLINE = frozenset({"b", "cite", "em", "i", "small", "span", "strong", "sub", "sup"})
_MAY_HOLD = {
    "li": _INLINE | {"ol", "ul"},
    "ol": frozenset({"li"}),
    "p": _INLINE,
    "ul": frozenset({"li"}),
}
_PLAIN_LISTS = frozenset({"ol", "ul"})
# An item of a list in a list stands deeper by so much, a definition below its term by one.
_DEPTH_OF_LIST = 2
_PLAIN_ROOT = frozenset({"ol", "p", "ul"})
_CELL_MARK = "\v"
_MARKUP_SPACE = re.compile(r"[ \t\r\n\f]+")
# Characters that XML forbids; libxml2 would stop at the first.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[^<>]*>")


def lines_of_markup(markup: str) -> list[Line]:
    """Return a line for each list item, table row, paragraph or piece between breaks.

    A list inside a list stands deeper, and so does a line that begins with no-break spaces.
    """
    root = _parse(markup)
    lines = [] if root is None else _Collector().collect(root)
    return without_list_heading(lines)


def lines_of_plain_xhtml(element: etree._Element) -> list[Line] | None:
    """Return the lines of XHTML that holds nothing but plain lists and paragraphs, else None."""
    items = _items_of_one_list(element)
    if items is not None:
        return without_list_heading(items)
    if not _is_plain(element, _PLAIN_ROOT):
        return None
    return without_list_heading(_Collector().collect(element))


def _items_of_one_list(element: etree._Element) -> list[Line] | None:
    """Return the lines of one list of plain texts, which is what most contents are; else None."""
    if len(element) != 1 or _says_something(element.text):
        return None
    (below,) = element
    if local_name(below) not in _PLAIN_LISTS or any(map(_says_something, (below.text, below.tail))):
        return None
    lines = []
    for item in below:
        if local_name(item) != "li" or len(item) or _says_something(item.tail):
            return None
        lines.append(_line(_DEPTH_OF_LIST, item.text or ""))
    return [line for line in lines if line.text]


def _says_something(text: str | None) -> bool:
    return bool(text and not text.isspace())


def _is_plain(element: etree._Element, holds: frozenset[str]) -> bool:
    for below in element:
        name = local_name(below)
        if name not in holds:
            return False
        if len(below) and not _is_plain(below, _MAY_HOLD.get(name, _INLINE)):
            return False
    return True


def text_of_markup(markup: str) -> str:
    """Return the text without tags, with its lines as they stand in the source."""
    root = _parse(markup)
    return _TAG.sub("\n", markup) if root is None else "".join(_texts(root))


def _texts(root: etree._Element) -> list[str]:
    return [text for text in root.itertext() if isinstance(text, str)]


def _parse(markup: str) -> html.HtmlElement | None:
    """Return the root element, or None for markup that holds nothing or is beyond repair."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    source = "<div>" + _FORBIDDEN.sub("", markup)
    try:
        root = html.document_fromstring(source.encode(), parser=parser)
    except etree.LxmlError:
        return None
    etree.strip_elements(root, "script", "style", "title", with_tail=False)
    return root


class _Piece:
    """The text of one line while it is collected."""

    __slots__ = ("depth", "texts")

    def __init__(self) -> None:
        self.depth = 0
        self.texts: list[str] = []

    def line(self) -> Line:
        return _line(self.depth, "".join(self.texts))


def _line(depth: int, whole: str) -> Line:
    # Then there is no space but single ones, and no other character that goes.
    if whole.isprintable() and "  " not in whole:
        return Line((depth, 0), whole.strip(" "))
    collapsed = _MARKUP_SPACE.sub(" ", whole)
    text = without_control_characters(collapsed.replace(_CELL_MARK, "\t")).strip(" \t")
    indentation = len(text) - len(text.lstrip())
    return Line((depth, indentation), text.strip())


class _Collector:
    """Walks through a tree once and knows which line the text belongs to at each moment."""

    def __init__(self) -> None:
        self._pieces = [_Piece()]
        self._open_items: list[_Piece] = []
        self._open_lists = 0

    def collect(self, root: etree._Element) -> list[Line]:
        self._walk(root)
        return [line for piece in self._pieces if piece.texts and (line := piece.line()).text]

    def _walk(self, element: etree._Element) -> None:
        """Parsers nest no deeper than 256 elements."""
        tag = local_name(element)
        self._start(tag)
        self._say(element.text)
        for below in element:
            self._walk(below)
            self._say(below.tail)
        self._end(tag)

    def _start(self, tag: str) -> None:
        if tag in _INLINE:
            return
        if tag in _LISTS:
            self._open_lists += 1
        if tag in _ITEMS:
            self._open_items.append(self._new_piece(deeper=int(tag == "dd")))
        elif tag in _BLOCKS:
            self._break()
        elif tag in _CELLS:
            self._say(_CELL_MARK)

    def _end(self, tag: str) -> None:
        if tag in _INLINE:
            return
        if tag in _LISTS:
            self._open_lists -= 1
        if tag in _ITEMS:
            self._open_items.pop()
        if tag in _BREAKING:
            self._break()

    def _break(self) -> None:
        """Begin a new line, but not inside a list item: what it holds is one entry."""
        if self._open_items:
            self._say(" ")
        else:
            self._new_piece()

    def _new_piece(self, deeper: int = 0) -> _Piece:
        """Return a piece for what comes next: the last one where nothing was said there."""
        piece = self._pieces[-1]
        if piece.texts or (self._open_items and piece is self._open_items[-1]):
            piece = _Piece()
            self._pieces.append(piece)
        piece.depth = _DEPTH_OF_LIST * self._open_lists + deeper
        return piece

    def _say(self, text: str | None) -> None:
        if text:
            piece = self._open_items[-1] if self._open_items else self._pieces[-1]
            piece.texts.append(text)
