"""Block 3, ContentDetail: the parts of the product, from which a table of contents is made."""

from collections.abc import Iterator

from catalog.contents import Entry, parse_xhtml, to_xhtml
from catalog.onix.elements import Element, child, child_text, children
from catalog.onix.titles import title_text

_DEEPEST = 4


def content_entries(product: Element) -> list[Entry]:
    """Return an entry for each part that has a title, in the order of their sequence numbers."""
    entries: list[Entry] = []
    for item in sorted(children(child(product, "ContentDetail"), "ContentItem"), key=_place):
        if title := next(filter(None, _titles(item)), ""):
            level = min(len(_place(item)), (entries[-1].level if entries else 0) + 1, _DEEPEST)
            entries.append(Entry(max(level, 1), _label(item), _as_field(title), _page(item)))
    # Read as if they had come as lists, so that staff can edit them and they go out as they are.
    return parse_xhtml(to_xhtml(entries)) if entries else []


def _place(item: Element) -> list[int]:
    """Return [1, 2] for a LevelSequenceNumber of "1.2"; nothing for what is none."""
    parts = child_text(item, "LevelSequenceNumber").split(".")
    return [int(part) for part in parts] if all(map(_is_number, parts)) else []


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 6


def _page(item: Element) -> str:
    run = child(child(item, "TextItem"), "PageRun")
    return _as_field(child_text(run, "FirstPageNumber"))


def _as_field(text: str) -> str:
    """Return a text without the bar that stands between the fields of a written entry."""
    return text.replace("|", "/")


def _label(item: Element) -> str:
    number, kind = (child_text(item, name) for name in ("ComponentNumber", "ComponentTypeName"))
    label = f"{kind} {number}".strip() if number and kind.casefold() != "chapter" else number
    return _as_field(label)


def _titles(item: Element) -> Iterator[str]:
    for detail in children(item, "TitleDetail"):
        for element in children(detail, "TitleElement"):
            yield _whole(element)
    # Release 2.1.
    for title in children(item, "Title"):
        yield _whole(title)
    yield child_text(item, "DistinctiveTitle")


def _whole(element: Element) -> str:
    return ": ".join(filter(None, [title_text(element), child_text(element, "Subtitle")]))
