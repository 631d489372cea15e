"""Texts become plain paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalog.onix.texts import paragraphs, paragraphs_of_markup


def element(inner: str, textformat: str = "") -> etree._Element:
    attribute = f' textformat="{textformat}"' if textformat else ""
    return etree.fromstring(f'<Text xmlns="urn:onix"{attribute}>{inner}</Text>')


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("One.", ["One."]),
        ("  One\n line. ", ["One line."]),
        ("One.\n \nTwo.", ["One.", "Two."]),
        ("Fish &amp; chips", ["Fish & chips"]),
        ("if a &lt; b and b &gt; c", ["if a < b and b > c"]),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", ["<script>alert(1)</script>"]),
        ("&amp;lt;", ["&lt;"]),
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("One.<br/>Two.", ["One.", "Two."]),
        ("<ul><li>One</li> <li>Two</li></ul>after", ["One", "Two", "after"]),
        (
            "<div>One <b>bold</b> <i>word</i>, <a href='x'>linked</a>.</div>",
            ["One bold word, linked."],
        ),
        ("<p>a &lt;b&gt; c</p>", ["a <b> c"]),
        ("<p/><p> </p>", []),
        ("<pre>Roses\n  <b>Violets</b>\n\nEnd</pre>after", ["Roses\nViolets", "End", "after"]),
        ("<p>One</p><script>alert(1)</script><style>p {}</style>Two", ["One", "Two"]),
        ("&#x202E;text&#x202C; of the right", ["\u202etext\u202c of the right"]),
        ("a&#x85;b&#x9b;c", ["abc"]),
    ],
)
def test_xhtml_and_plain_text_become_paragraphs(inner, expected):
    assert paragraphs(element(inner)) == "\n\n".join(expected)


@pytest.mark.parametrize("textformat", ["02", "03", "05"])
def test_escaped_markup_is_read_where_the_feed_says_that_it_is_markup(textformat):
    text = element("<![CDATA[<p>Caf&eacute;<p>Two &amp; three<br>four]]>", textformat)

    assert paragraphs(text) == "Café\n\nTwo & three\n\nfour"


@pytest.mark.parametrize("textformat", ["", "06", "07"])
def test_escaped_markup_elsewhere_is_text(textformat):
    assert paragraphs(element("&lt;p&gt;One&lt;/p&gt;", textformat)) == "<p>One</p>"


@given(st.text())
def test_any_text_survives_as_markup(text):
    words = paragraphs_of_markup(text)

    assert "\0" not in words
    assert words == words.strip()


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b", "<li>", "</ul>", "<br/>", "word", "&", " "])))
def test_no_tag_is_left_of_broken_markup(pieces):
    words = paragraphs_of_markup("".join(pieces))

    assert "<p>" not in words
    assert "<li>" not in words
    assert "</" not in words
