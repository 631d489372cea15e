from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.conditions import USED, Condition, UnknownCondition, parse


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("New", Condition.NEW),
        ("  NEW ", Condition.NEW),
        ("like_new", Condition.LIKE_NEW),
        ("Used - Like New", Condition.LIKE_NEW),
        ("Used; Like New", Condition.LIKE_NEW),
        ("Used: Very Good", Condition.VERY_GOOD),
        ("UsedVeryGood", Condition.VERY_GOOD),
        ("verygood", Condition.VERY_GOOD),
        ("used good", Condition.GOOD),
        ("Acceptable", Condition.ACCEPTABLE),
    ],
)
def test_the_words_of_feeds_are_understood(text, condition):
    assert parse(text) is condition


@pytest.mark.parametrize("condition", Condition)
def test_value_and_label_of_a_condition_are_understood(condition):
    assert parse(condition.value) is condition
    assert parse(str(condition.label)) is condition


def test_used_alone_is_refused_because_it_names_no_grade():
    with pytest.raises(UnknownCondition, match=r"say which grade, Like New, .* or Acceptable"):
        parse("Used")


@pytest.mark.parametrize("text", ["", "Used: New", "Refurbished", "Collectible; Good", "Poor"])
def test_other_words_are_refused_with_those_allowed(text):
    with pytest.raises(UnknownCondition, match=r"New, Like New, Very Good, Good or Acceptable"):
        parse(text)


@given(st.text())
def test_any_text_is_a_condition_or_a_reason(text):
    with suppress(UnknownCondition):
        assert parse(text) in Condition


def test_used_holds_every_grade_but_new():
    assert set(USED) == set(Condition.values) - {"new"}
    assert [condition for condition in Condition if condition.is_new] == [Condition.NEW]


def test_grades_rank_from_best_to_worst():
    assert sorted(Condition, key=lambda condition: condition.rank) == [
        Condition.NEW,
        Condition.LIKE_NEW,
        Condition.VERY_GOOD,
        Condition.GOOD,
        Condition.ACCEPTABLE,
    ]


def test_every_grade_is_explained_in_one_sentence_of_its_own():
    explanations = {condition.explanation for condition in Condition}
    assert len(explanations) == len(Condition)
    assert all(text.count(".") == 1 and text.endswith(".") for text in explanations)
