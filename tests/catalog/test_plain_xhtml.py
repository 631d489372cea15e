"""Plain XHTML read as it is, against the same through the HTML parser."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalog.contents import parse_plain_xhtml, parse_xhtml

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
TEXTS = st.lists(
    st.sampled_from(["1. Rivers 3", "p. 12", "• x", "é", " & <q", "  ", "\n ", "\t", "\xa0", "|"]),
    max_size=3,
).map("".join)


def element(name: str, text: str, below: list[tuple[etree._Element, str]]) -> etree._Element:
    made = etree.Element(name)
    made.text = text
    for child, tail in below:
        child.tail = tail
        made.append(child)
    return made


def holding(name: str, below: st.SearchStrategy[etree._Element]) -> st.SearchStrategy:
    return st.builds(element, st.just(name), TEXTS, st.lists(st.tuples(below, TEXTS), max_size=3))


INLINES = st.builds(element, st.sampled_from(["b", "em", "span", "sup"]), TEXTS, st.just([]))
LISTS = st.recursive(
    holding("ol", holding("li", INLINES)),
    lambda lists: holding(f"{{{NAMESPACE}}}ul", holding("li", INLINES | lists)),
    max_leaves=4,
)


@given(holding(f"{{{NAMESPACE}}}Text", LISTS | holding("p", INLINES)))
def test_lists_and_paragraphs_give_what_an_html_parser_gives(text):
    found = parse_plain_xhtml(text)
    assert found is None or found == parse_xhtml(without_namespaces(text))


def test_a_list_needs_no_html_parser():
    text = etree.fromstring("<Text><ol><li>1. Sky 3</li><li>2. <b>Sea</b> 9</li></ol></Text>")
    assert [entry.title for entry in parse_plain_xhtml(text) or ()] == ["Sky", "Sea"]


def test_any_other_markup_does():
    for inside in ("<div>a</div><p>b</p>", "<p>a<ol><li>b</li></ol></p>", "<p>a</p><B>b</B>"):
        assert parse_plain_xhtml(etree.fromstring(f"<Text>{inside}</Text>")) is None


def without_namespaces(text: etree._Element) -> str:
    return (
        etree.tostring(text, encoding="unicode")
        .replace(f' xmlns:ns0="{NAMESPACE}"', "")
        .replace("ns0:", "")
    )
