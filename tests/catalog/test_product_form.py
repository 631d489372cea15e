from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.product_form import ProductForm, general, parse


@pytest.mark.parametrize(
    ("code", "label", "medium"),
    [
        ("BB", "Hardcover (Print)", "Print"),
        ("BC", "Paperback (Print)", "Print"),
        ("BH", "Board book (Print)", "Print"),
        ("PC", "Calendar (Print)", "Print"),
        ("EA", "eBook", "Digital"),
        ("EB", "eBook", "Digital"),
        ("ED", "eBook", "Digital"),
        ("DB", "CD-ROM", "Digital"),
        ("AC", "Audio CD", "Audio"),
        ("AJ", "Audiobook", "Audio"),
        ("SB", "Boxed set", "Mixed"),
    ],
)
def test_a_code_gives_the_format_readers_see(code, label, medium):
    form = parse(code)
    assert (form.format_label, form.medium) == (label, medium)


@pytest.mark.parametrize("form", ProductForm)
def test_only_print_says_its_medium_in_brackets(form):
    assert form.format_label.endswith(" (Print)") == (form.medium == "Print")


@pytest.mark.parametrize("code", ["", "bc", "00", "DG", "ZE", "BCB"])
def test_other_codes_are_refused_by_name(code):
    with pytest.raises(ValueError, match=f"{code!r} is not one this shop sells"):
        parse(code)


@given(st.text())
def test_any_text_is_a_form_or_a_reason(text):
    with suppress(ValueError):
        assert parse(text).value == text.strip()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("BY", ProductForm.OTHER_BOOK),
        ("A9", ProductForm.OTHER_AUDIO),
        ("EZ", ProductForm.DIGITAL),
        ("SX", ProductForm.SET),
        ("ZE", None),
        ("XE", None),
        ("VI", None),
        ("B", None),
        ("", None),
        ("00", None),
        ("BCB", None),
    ],
)
def test_a_code_to_come_is_the_general_form_of_its_letter(code, expected):
    assert general(code) is expected
