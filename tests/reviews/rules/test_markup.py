import pytest

from reviews.rules.findings import Severity
from reviews.rules.markup import find_tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("A <b>great</b> book", ["<b>", "</b>"]),
        ("One.<br />Two.<BR>", ["<br />", "<BR>"]),
        ('<a href="/x">here</a>', ['<a href="/x">', "</a>"]),
        ("<script async>alert(1)</script >", ["<script async>", "</script >"]),
        ("<img/src=x onerror=alert(1)>", ["<img/src=x onerror=alert(1)>"]),
        ("before <!-- hidden --> after", ["<!--"]),
    ],
)
def test_a_tag_is_blocked(text, tags):
    findings = find_tags(text)
    assert [finding.words for finding in findings] == tags
    assert {(finding.rule, finding.severity) for finding in findings} == {("RR-2", Severity.BLOCK)}


@pytest.mark.parametrize(
    "text",
    [
        "I <3 this book",
        "proves that x < y and y > z",
        "<- the best chapter ->",
        "significant (p < .05, r > .3)",
        "a <b and c> d",
        "my heart </3",
        "<Emma> and <Persuasion>",
        "AT&amp;T",
    ],
)
def test_signs_that_are_no_tags_pass(text):
    assert find_tags(text) == []
