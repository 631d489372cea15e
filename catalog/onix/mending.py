"""The facts of a record that are wrong most often, read from its XML and written into it.

A record is a Product of ONIX 3.0 with reference names; what is not asked for stays as it is.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from catalog.onix.elements import child, child_text, children, with_code
from catalog.onix.identifiers import ISBN_KINDS
from catalog.onix.titles import title_text
from catalog.xml_names import local_name

# Of each fact: the elements that lead to it, each with a code that tells it from its like.
Step = tuple[str, str, str]
_TITLE: tuple[Step, ...] = (
    ("DescriptiveDetail", "", ""),
    ("TitleDetail", "TitleType", "01"),
    ("TitleElement", "TitleElementLevel", "01"),
)
_WAYS: dict[str, tuple[tuple[Step, ...], str]] = {
    "isbn": ((("ProductIdentifier", "ProductIDType", "15"),), "IDValue"),
    "title": (_TITLE, "TitleText"),
    "subtitle": (_TITLE, "Subtitle"),
    "product_form": ((("DescriptiveDetail", "", ""),), "ProductForm"),
    "published": (
        (("PublishingDetail", "", ""), ("PublishingDate", "PublishingDateRole", "01")),
        "Date",
    ),
}
# The order of ONIX, for blocks that have to be made.
_BLOCKS = ("DescriptiveDetail", "CollateralDetail", "ContentDetail", "PublishingDetail")
_SAFELY: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}


class BrokenRecord(ValueError):
    """The XML is not one record; the message says where."""


def parsed(source: str) -> etree._Element:
    """Return the record. Raises BrokenRecord."""
    try:
        record = etree.fromstring(source.encode(), etree.XMLParser(**_SAFELY))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenRecord(f"This is no well-formed XML: {error}.") from error
    if record.getroottree().docinfo.doctype or local_name(record) != "Product":
        raise BrokenRecord("This must be one <Product> and nothing before it.")
    return record


def as_message(record: etree._Element) -> bytes:
    """Return a message of ONIX 3.0 with this record alone."""
    message = etree.Element("ONIXMessage", release="3.0")
    message.append(record)
    return etree.tostring(message, encoding="utf-8", xml_declaration=True)


def facts_of(source: str) -> dict[str, str]:
    """Return what a form shows of a record; nothing for one that cannot be read."""
    try:
        record = parsed(source)
    except BrokenRecord:
        return {}
    facts = {name: _text(record, name) for name in _WAYS}
    # A title whose article stands apart, for sorting, is shown whole.
    title = _reached(record, _TITLE)
    facts["title"] = "" if title is None else title_text(title)
    facts["list_price"] = child_text(_price(record), "PriceAmount")
    facts["contributors"] = "\n".join(_contributor_lines(record))
    return facts


def mended(source: str, facts: Mapping[str, str]) -> etree._Element:
    """Return the record with these facts in place of its own; an empty one is taken out.

    Raises BrokenRecord.
    """
    record = parsed(source)
    for name in _WAYS.keys() & facts.keys():
        _write(record, name, facts[name])
    if "list_price" in facts:
        _write_price(record, facts["list_price"])
    if "contributors" in facts:
        _write_contributors(record, facts["contributors"])
    return record


def _text(record: etree._Element, name: str) -> str:
    steps, leaf = _WAYS[name]
    return child_text(_reached(record, _steps(record, name, steps)), leaf)


def _steps(record: etree._Element, name: str, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The ISBN stands where the reader finds it: in the first kind of identifier there is."""
    if name != "isbn":
        return steps
    found = next(with_code(record, "ProductIdentifier", "ProductIDType", *ISBN_KINDS), None)
    kind = child_text(found, "ProductIDType") or "15"
    return (("ProductIdentifier", "ProductIDType", kind),)


def _reached(record: etree._Element, steps: tuple[Step, ...]) -> etree._Element | None:
    place: etree._Element | None = record
    for name, code_name, code in steps:
        place = next(with_code(place, name, code_name, code), None) if code else child(place, name)
    return place


def _write(record: etree._Element, name: str, value: str) -> None:
    steps, leaf = _WAYS[name]
    steps = _steps(record, name, steps)
    place = _reached(record, steps)
    if value == child_text(place, leaf) or (place is None and not value):
        return
    if place is None:
        place = _made(record, steps)
    if name == "isbn" and value:
        _set(place, "ProductIDType", "02" if len(value.replace("-", "")) == 10 else "15")
    if name == "title":
        for part in ("NoPrefix", "TitlePrefix", "TitleWithoutPrefix"):
            _set(place, part, "")
    element = _set(place, leaf, value)
    if name == "published" and element is not None:
        element.set("dateformat", {4: "05", 6: "01"}.get(len(value), "00"))


def _made(record: etree._Element, steps: tuple[Step, ...]) -> etree._Element:
    place = record
    for name, code_name, code in steps:
        found = next(with_code(place, name, code_name, code), None) if code else child(place, name)
        if found is None:
            found = _added(place, name)
            if code:
                _set(found, code_name, code)
        place = found
    return place


def _added(parent: etree._Element, name: str) -> etree._Element:
    """Add an element where ONIX has it: blocks in their order, the rest at the end."""
    element = etree.SubElement(parent, _qualified(parent, name))
    if name == "ProductIdentifier":
        after = max(
            (
                parent.index(found)
                for before in ("RecordReference", "NotificationType")
                for found in children(parent, before)
            ),
            default=-1,
        )
        parent.insert(after + 1, element)
    elif name in _BLOCKS:
        later = (*_BLOCKS[_BLOCKS.index(name) + 1 :], "RelatedMaterial", "ProductSupply")
        following = [each for each in parent[:-1] if local_name(each) in later]
        if following:
            following[0].addprevious(element)
    return element


def _qualified(parent: etree._Element, name: str) -> str:
    namespace = etree.QName(parent).namespace
    return f"{{{namespace}}}{name}" if namespace else name


def _set(parent: etree._Element, name: str, value: str) -> etree._Element | None:
    """Write a text into a child, which is made or, for an empty text, taken out."""
    element = child(parent, name)
    if not value:
        if element is not None:
            parent.remove(element)
        return None
    if element is None:
        element = etree.SubElement(parent, _qualified(parent, name))
    for below in list(element):
        element.remove(below)
    element.text = value
    return element


def _price(record: etree._Element) -> etree._Element | None:
    """Return the first list price, without tax or with it (ONIX List 58)."""
    for supply in children(record, "ProductSupply"):
        for detail in children(supply, "SupplyDetail"):
            for price in with_code(detail, "Price", "PriceType", "01", "02"):
                return price
    return None


def _write_price(record: etree._Element, amount: str) -> None:
    price = _price(record)
    if price is None and amount:
        steps = (
            ("ProductSupply", "", ""),
            ("SupplyDetail", "", ""),
            ("Price", "PriceType", "01"),
        )
        price = _made(record, steps)
    if price is not None:
        if amount:
            _set(price, "PriceAmount", amount)
        else:
            price.getparent().remove(price)  # type: ignore[union-attr]  # It stands in a detail.


def _contributor_lines(record: etree._Element) -> list[str]:
    """Return "A01 Jane Austen" for each contributor."""
    block = child(record, "DescriptiveDetail")
    return [
        f"{child_text(each, 'ContributorRole')} {_name(each)}".strip()
        for each in children(block, "Contributor")
    ]


def _name(contributor: etree._Element) -> str:
    parts = ("NamesBeforeKey", "PrefixToKey", "KeyNames", "NamesAfterKey")
    return (
        child_text(contributor, "PersonName")
        or " ".join(filter(None, (child_text(contributor, part) for part in parts)))
        or child_text(contributor, "CorporateName")
        or child_text(contributor, "PersonNameInverted")
    )


def _write_contributors(record: etree._Element, lines: str) -> None:
    """Make the contributors be those of the lines; one whose line is as it was stays whole."""
    wanted = [" ".join(line.split()) for line in lines.splitlines() if line.strip()]
    if wanted == _contributor_lines(record):
        return
    block = _made(record, (("DescriptiveDetail", "", ""),))
    known = dict(zip(_contributor_lines(record), children(block, "Contributor"), strict=True))
    for each in list(children(block, "Contributor")):
        block.remove(each)
    titles = [*children(block, "TitleDetail")]
    place = block.index(titles[-1]) + 1 if titles else len(block)
    for number, line in enumerate(wanted):
        block.insert(
            place + number, known.pop(line) if line in known else _contributor(block, line)
        )
    for number, each in enumerate(children(block, "Contributor"), 1):
        if child(each, "SequenceNumber") is not None:
            _set(each, "SequenceNumber", str(number))


def _contributor(block: etree._Element, line: str) -> etree._Element:
    role, _, name = line.partition(" ")
    is_role = len(role) == 3 and role[0].isalpha() and role[1:].isdecimal() and bool(name)
    element = etree.Element(_qualified(block, "Contributor"))
    _set(element, "ContributorRole", role if is_role else "A01")
    _set(element, "PersonName", name if is_role else line)
    return element
