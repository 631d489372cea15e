import pytest

from catalog.plain_text import is_visible, one_line, without_control_characters


def test_control_characters_go_and_line_ends_stay():
    assert without_control_characters("a\x00b\x1bc\x85\x9f\td\r\ne\ud800") == "abc\td\r\ne"


def test_spaces_and_line_ends_become_single_spaces():
    assert one_line("  a \n\t b\u00a0\u2003c ") == "a b c"


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u200f \u202e", "\ufeff\u00a0"])
def test_what_nobody_can_see_is_no_text(text):
    assert not is_visible(text)
    assert one_line(text) == ""


@pytest.mark.parametrize("text", ["a", "?", "\u200fא", "李", "\U0001f4da", "\ue000", "\u0378"])
def test_any_sign_can_be_seen_also_one_of_a_script_to_come(text):
    assert one_line(text) == text
