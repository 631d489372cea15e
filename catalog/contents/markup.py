"""The lines of a contents list written in XHTML or HTML, however broken."""

import re

from lxml import etree, html

from catalog.contents.lines import Line, without_list_heading
from catalog.plain_text import without_control_characters

_LISTS = {"dl", "ol", "ul"}
_ITEMS = {"dd", "dt", "li", "tr"}
_CELLS = {"td", "th"}
_BLOCKS = _LISTS | {
    *("address", "article", "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("hr", "nav", "p", "pre", "section", "table"),
}
_CELL_MARK = "\v"
_MARKUP_SPACE = re.compile(r"[ \t\r\n\f]+")
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
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

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.texts: list[str] = []

    def line(self) -> Line:
        collapsed = _MARKUP_SPACE.sub(" ", "".join(self.texts))
        text = without_control_characters(collapsed.replace(_CELL_MARK, "\t")).strip(" \t")
        indentation = len(text) - len(text.lstrip())
        return Line((self.depth, indentation), text.strip())


class _Collector:
    """Walks through a tree once and knows which line the text belongs to at each moment."""

    def __init__(self) -> None:
        self._pieces = [_Piece(depth=0)]
        self._open_items: list[_Piece] = []
        self._open_lists = 0

    def collect(self, root: etree._Element) -> list[Line]:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(str(element.tag))
                self._say(element.text)
            else:
                self._end(str(element.tag))
                self._say(element.tail)
        return [line for piece in self._pieces if (line := piece.line()).text]

    def _start(self, tag: str) -> None:
        if tag in _LISTS:
            self._open_lists += 1
        if tag in _ITEMS:
            self._open_items.append(self._new_piece(deeper=int(tag == "dd")))
        elif tag in _BLOCKS:
            self._break()
        elif tag in _CELLS:
            self._say(_CELL_MARK)

    def _end(self, tag: str) -> None:
        if tag in _LISTS:
            self._open_lists -= 1
        if tag in _ITEMS:
            self._open_items.pop()
        if tag in _ITEMS | _BLOCKS:
            self._break()

    def _break(self) -> None:
        """Begin a new line, but not inside a list item: what it holds is one entry."""
        if self._open_items:
            self._say(" ")
        else:
            self._new_piece()

    def _new_piece(self, deeper: int = 0) -> _Piece:
        self._pieces.append(_Piece(depth=2 * self._open_lists + deeper))
        return self._pieces[-1]

    def _say(self, text: str | None) -> None:
        if text:
            piece = self._open_items[-1] if self._open_items else self._pieces[-1]
            piece.texts.append(text)
