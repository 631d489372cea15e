from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.conditions import USED, Condition, UnknownCondition, parse, parse_amazon


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
        # AbeBooks and the IOBA.
        ("As New", Condition.LIKE_NEW),
        ("Fine", Condition.LIKE_NEW),
        ("Near Fine", Condition.LIKE_NEW),
        ("Fair", Condition.ACCEPTABLE),
        ("Poor", Condition.ACCEPTABLE),
        # Amazon.
        ("Collectible; Good", Condition.COLLECTIBLE_GOOD),
        ("collectible-very good", Condition.COLLECTIBLE_VERY_GOOD),
        ("Refurbished", Condition.REFURBISHED),
        # schema.org.
        ("https://schema.org/NewCondition", Condition.NEW),
        ("https://schema.org/RefurbishedCondition", Condition.REFURBISHED),
    ],
)
def test_the_words_of_feeds_are_understood(text, condition):
    assert parse(text) is condition


@pytest.mark.parametrize("condition", Condition)
def test_value_and_label_of_a_condition_are_understood(condition):
    assert parse(condition.value) is condition
    assert parse(str(condition.label)) is condition


@pytest.mark.parametrize("text", ["Used", "Collectible", "https://schema.org/UsedCondition"])
def test_used_alone_is_refused_because_it_names_no_grade(text):
    with pytest.raises(UnknownCondition, match=r"say which grade, Like New, .* or Acceptable"):
        parse(text)


@pytest.mark.parametrize("text", ["", "Used: New", "Collectible: New", "Mint", "Good plus"])
def test_other_words_are_refused_with_those_allowed(text):
    with pytest.raises(UnknownCondition, match=r"New, Like New, Very Good, .* or Refurbished"):
        parse(text)


@given(st.text())
def test_any_text_is_a_condition_or_a_reason(text):
    with suppress(UnknownCondition):
        assert parse(text) in Condition


def test_used_holds_every_grade_but_new():
    assert set(USED) == set(Condition.values) - {"new"}
    assert [condition for condition in Condition if condition.is_new] == [Condition.NEW]


def test_grades_rank_from_best_to_worst():
    in_use = sorted(Condition, key=lambda each: each.rank)[:5]
    assert in_use == [
        Condition.NEW,
        Condition.LIKE_NEW,
        Condition.VERY_GOOD,
        Condition.GOOD,
        Condition.ACCEPTABLE,
    ]


@pytest.mark.parametrize("condition", Condition)
def test_every_grade_is_explained_in_one_sentence(condition):
    assert condition.explanation.count(".") == 1
    assert condition.explanation.endswith(".")


def test_grades_of_use_have_a_sentence_of_their_own():
    grades = [condition for condition in Condition if not condition.is_collectible]
    assert len({condition.explanation for condition in grades}) == len(grades)


class TestWordsOfOthers:
    @pytest.mark.parametrize("condition", Condition)
    def test_amazon_code_leads_back_to_the_condition(self, condition):
        assert parse_amazon(condition.amazon) is condition

    @pytest.mark.parametrize(
        ("code", "condition"),
        [
            ("1", Condition.LIKE_NEW),
            ("4", Condition.ACCEPTABLE),
            ("5", Condition.COLLECTIBLE_LIKE_NEW),
            ("8", Condition.COLLECTIBLE_ACCEPTABLE),
            ("9", Condition.REFURBISHED),
            ("11", Condition.NEW),
            (" 2 ", Condition.VERY_GOOD),
        ],
    )
    def test_amazon_codes_are_understood(self, code, condition):
        assert parse_amazon(code) is condition

    @pytest.mark.parametrize("code", ["", "0", "12", "1.0", "New", "²"])
    def test_other_codes_are_refused(self, code):
        with pytest.raises(UnknownCondition, match="1 to 11"):
            parse_amazon(code)

    @pytest.mark.parametrize("condition", Condition)
    def test_abebooks_term_leads_back_to_the_wear(self, condition):
        if condition is not Condition.REFURBISHED:
            assert parse(condition.abebooks) is condition.wear

    @pytest.mark.parametrize(
        ("condition", "term"),
        [
            (Condition.NEW, "NewCondition"),
            (Condition.GOOD, "UsedCondition"),
            (Condition.COLLECTIBLE_GOOD, "UsedCondition"),
            (Condition.REFURBISHED, "RefurbishedCondition"),
        ],
    )
    def test_schema_org_knows_three(self, condition, term):
        assert condition.schema_org == f"https://schema.org/{term}"
