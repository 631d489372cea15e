import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reviews.rules import RULES, Finding, Judge, Severity, default_words, screen, screen_headline

PROFANITY = default_words()

# Pieces that bring every rule to work, and the characters that break careless code.
PIECES = [
    "<b>", "<", "=", ">", "http://", "www.", "a@b.co", ".com", "example", ".", "/", "[", "(", '"',
    "212-736-5000", "978157230869", "+", "1", "$", "£", "12 Elm Street", "P.O. Box ", " will ",
    "book signing", " on Friday", "May 5", "in stock", "the review below", "visit my site",
    "crap", "sh!t", "@", "!", " ", "\n", "\0", "\ud800", "\udfff", "\u200d", "é", "e\u0301", "ß",
    "İ", "好", "ก", "स्त", "👍🏽", "\u202e",
]  # fmt: skip
any_text = st.one_of(
    st.text(st.characters()),  # Surrogates and NUL included.
    st.lists(st.sampled_from(PIECES)).map("".join),
)


def holds(text: str, finding: Finding) -> bool:
    return 0 <= finding.start <= finding.end <= len(text) and (
        text[finding.start : finding.end] == finding.words
    )


@given(any_text)
@settings(deadline=None)  # The first text waits for the telephone numbers of the world to load.
def test_findings_hold_the_words_at_their_place(text):
    findings = screen(text, profanity=PROFANITY)
    assert all(holds(text, finding) for finding in findings)
    assert all(finding.advice for finding in findings)
    assert findings == sorted(findings, key=lambda finding: (finding.start, finding.end))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "<a ",
        "<a =",
        "http://a/[",
        "1-",
        "12345678901 ",
        "a@",
        "12 Elm ",
        "visit my ",
        "好",
    ],
)
def test_twenty_thousand_characters_are_screened(piece):
    text = (piece * 20_000)[:20_000]
    assert all(holds(text, finding) for finding in screen(text, profanity=PROFANITY))


def test_rules_are_found_together_in_the_order_of_the_text():
    text = "Crap! Cheaper at www.example.com, says the review below. <b>Visit my blog</b>"
    assert [(finding.rule, finding.words) for finding in screen(text, profanity=PROFANITY)] == [
        ("RR-3", "Crap"),
        ("RR-10", "Cheaper at"),
        ("RR-9", "www.example.com"),
        ("RR-1", "review below"),
        ("RR-2", "<b>"),
        ("RR-11", "Visit my blog"),
        ("RR-2", "</b>"),
    ]


def test_the_word_list_is_the_callers():
    assert screen("Oh drat it", profanity=[]) == []
    assert [finding.words for finding in screen("Oh drat it", profanity=["drat"])] == ["drat"]


def test_a_headline_may_be_one_word_but_hold_no_address():
    assert screen_headline("Wonderful", profanity=PROFANITY) == []
    assert screen_headline("", profanity=PROFANITY) == []
    assert [finding.rule for finding in screen_headline("example.com", profanity=PROFANITY)] == [
        "RR-9"
    ]
    assert [finding.rule for finding in screen("Wonderful", profanity=PROFANITY)] == ["RR-6"]


def test_every_machine_rule_can_be_broken_and_no_human_one():
    text = (
        "Previous reviewers lie. <b>Crap!</b> Book signing tomorrow! Write to a@example.org. "
        "Only $5! Visit my blog."
    )
    found = {finding.rule for finding in screen(text, profanity=PROFANITY)} | {
        finding.rule for finding in screen("Bad", profanity=PROFANITY)
    }
    assert found == {rule.id for rule in RULES if rule.judge == Judge.MACHINE}
    assert {rule.id for rule in RULES if rule.judge == Judge.HUMAN} == {"RR-4", "RR-7", "RR-8"}


def test_opinions_pass():
    text = (
        "I <3 this book: worth every penny, with p < .05 throughout. The author, a Ph.D., knows "
        "Node.js (pp. 108-130, ISBN 978-1-57230-869-5) and Dickens. Published in 2003."
    )
    assert screen(text, profanity=PROFANITY) == []


class TestReferencePage:
    @pytest.fixture
    def page(self, shared_data: Path):
        return etree.parse(shared_data / "reference_page/book.onix.xml")

    def test_the_eight_editorial_texts_and_their_credits_pass(self, page):
        reviews = page.xpath(
            '//*[local-name()="TextContent"][*[local-name()="TextType"][.="06" or .="09"]]'
        )
        assert len(reviews) == 8
        for review in reviews:
            whole = "\n".join(review.xpath('*[local-name()!="TextType"]//text()'))
            assert screen(whole, profanity=PROFANITY) == []

    def test_the_58_contents_lines_pass(self, page):
        lines = page.xpath('//*[local-name()="li"]')
        assert len(lines) == 58
        for line in lines:
            assert screen(line.text, profanity=PROFANITY) == []
        assert screen("\n".join(line.text for line in lines), profanity=PROFANITY) == []


def test_naughty_strings_break_nothing(shared_data: Path):
    for text in json.loads((shared_data / "moderation/blns.json").read_text("utf-8")):
        assert all(holds(text, finding) for finding in screen(text, profanity=PROFANITY))


def test_real_titles_and_names_are_never_blocked(shared_data: Path):
    path = shared_data / "moderation/real_titles_and_names_that_trip_filters.csv"
    for line in path.read_text("utf-8").splitlines():
        blocked = [
            finding
            for finding in screen_headline(line.split(",", 4)[4], profanity=())
            if finding.severity == Severity.BLOCK
        ]
        assert blocked == []
