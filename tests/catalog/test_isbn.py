from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.isbn import InvalidISBN, check_digit_13, hyphenate, normalise, to_isbn10

# 978-000000000 is left out: it stands for "no ISBN".
isbns = (
    st.one_of(
        st.integers(1_000, 999_999_999).map(lambda number: f"978{number:09}"),
        st.integers(100_000_000, 999_999_999).map(lambda number: f"979{number}"),
    )
    .map(lambda first12: first12 + check_digit_13(first12))
    .filter(lambda isbn: not isbn.startswith("978000000000"))
)


@pytest.mark.parametrize(
    "text",
    [
        "9781572308695",
        "978-1-57230-869-5",
        "978 1 57230 869 5",
        " 1572308699\n",
        "1-57230-869-9",
        "ISBN 1-57230-869-9",
        "isbn: 9781572308695",
        "ISBN-13: 978-1-57230-869-5",
        "ISBN-10: 1572308699",
        "ISBN 13 9781572308695",
        "ISBN10 1572308699",
        "urn:isbn:9781572308695",
        "URN:ISBN:1-57230-869-9",
        "978\N{EN DASH}1\N{EM DASH}57230\N{NON-BREAKING HYPHEN}869\N{MINUS SIGN}5",
        "978\N{NO-BREAK SPACE}1572308695",
        "\N{ZERO WIDTH NO-BREAK SPACE}97815723\N{SOFT HYPHEN}08695\N{ZERO WIDTH SPACE}",
    ],
)
def test_any_spelling_gives_the_thirteen_digits(text):
    assert normalise(text) == "9781572308695"


@pytest.mark.parametrize(
    ("isbn10", "isbn13"),
    [("080442957X", "9780804429573"), ("080442957x", "9780804429573")],
)
def test_an_isbn10_may_end_in_x(isbn10, isbn13):
    assert normalise(isbn10) == isbn13


def test_leading_zeros_of_an_isbn10_count():
    assert normalise("0007149824") == "9780007149827"


def test_an_isbn10_that_begins_with_10_is_not_taken_for_a_label():
    assert normalise("ISBN 1000000001") == "9781000000009"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no number"),
        ("ISBN-13:", "no number"),
        ("0", "1 digit"),
        ("978", "3 digits"),
        ("97815723086955", "14 digits"),
        ("572308699", "leading 0"),
        ("ISBN-10: 15723086", "8 digits"),
        ("emma", "only digits"),
        ("97815723X8695", "only as the last of ten"),
        ("978157230869X", "ten characters"),
        ("4006381333931", "978 or 979"),
        ("9790260000438", "music"),
        ("0000000000", "zeros"),
        ("9780000000002", "zeros"),
        ("\N{FULLWIDTH DIGIT NINE}781572308695", "plain digits"),
        ("١٥٧٢٣٠٨٦٩٩", "plain digits"),
        ("157230869²", "plain digits"),
    ],
)
def test_what_is_no_isbn_is_refused_with_a_reason(text, words):
    with pytest.raises(InvalidISBN, match=words) as refusal:
        normalise(text)
    assert refusal.value.reason == str(refusal.value)
    assert refusal.value.suggestion is None


@pytest.mark.parametrize("text", ["9781572308696", "978-1-57230-869-0", "1572308690", "157230869X"])
def test_a_wrong_check_digit_is_refused_and_the_right_number_suggested(text):
    with pytest.raises(InvalidISBN, match="mistyped") as refusal:
        normalise(text)
    assert refusal.value.suggestion == "9781572308695"


@given(isbns, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(isbn, place, shift):
    wrong = isbn[:place] + str((int(isbn[place]) + shift) % 10) + isbn[place + 1 :]
    with pytest.raises(InvalidISBN):
        normalise(wrong)


@given(st.text())
def test_any_text_gives_an_isbn_or_a_reason(text):
    with suppress(InvalidISBN):
        isbn = normalise(text)
        assert normalise(isbn) == isbn


@given(isbns)
def test_hyphens_can_be_set_and_read_back(isbn):
    assert normalise(hyphenate(isbn)) == isbn


@given(isbns)
def test_isbn10_exists_for_978_only_and_leads_back(isbn):
    isbn10 = to_isbn10(isbn)
    assert (isbn10 is None) == isbn.startswith("979")
    assert isbn10 is None or normalise(isbn10) == isbn


def test_isbn10_of_the_reference_book():
    assert to_isbn10("9781572308695") == "1572308699"


@pytest.mark.parametrize(
    ("isbn", "hyphenated"),
    [
        ("9781572308695", "978-1-57230-869-5"),
        ("9780306406157", "978-0-306-40615-7"),
        ("9791090636071", "979-10-90636-07-1"),
    ],
)
def test_hyphens_stand_between_the_parts(isbn, hyphenated):
    assert hyphenate(isbn) == hyphenated


@pytest.mark.parametrize("text", ["", "97815723086", "9781572308695", "97815723086X", "٩" * 12])
def test_a_check_digit_needs_twelve_digits(text):
    with pytest.raises(ValueError, match="12 digits"):
        check_digit_13(text)
