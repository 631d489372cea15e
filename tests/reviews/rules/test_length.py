import pytest

from reviews.rules.findings import Severity
from reviews.rules.length import find_single_word


@pytest.mark.parametrize(
    "text",
    [
        "Great",
        "  Great!!! ",
        "Wow…",
        "don't",
        "विश्वविद्यालय",
        "재미있어요",
        "好",
        "ファンタスティック",
        "3.5",
    ],
)
def test_a_single_word_is_blocked_as_a_whole(text):
    (finding,) = find_single_word(text)
    assert (finding.rule, finding.severity) == ("RR-6", Severity.BLOCK)
    assert finding.words == text


@pytest.mark.parametrize("text", ["", "   ", "!!!", "👍👍👍", "—"])
def test_a_text_without_any_word_is_blocked(text):
    assert len(find_single_word(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Great book",
        "So-so.",
        "这本书非常好看",  # Discourse counted such a sentence as one word (PR 7045).
        "とても面白い本でした。",
        "หนังสือเล่มนี้ดีมาก",
        "សៀវភៅនេះល្អ",
        "बहुत अच्छी किताब",
        "재미있는 책",
        "كتاب رائع",
    ],
)
def test_two_words_in_any_script_pass(text):
    assert find_single_word(text) == []
