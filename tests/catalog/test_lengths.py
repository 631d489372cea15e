from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.lengths import dimensions, from_mm, to_mm


@pytest.mark.parametrize(
    ("value", "unit", "millimetres"),
    [
        ("5.90", "in", "149.860"),
        ("1", "in", "25.400"),
        ("2.54", "cm", "25.400"),
        ("229", "mm", "229.000"),
        ("0.12345", "mm", "0.123"),
        ("0.1235", "mm", "0.124"),
        ("10000", "mm", "10000.000"),
    ],
)
def test_a_length_becomes_millimetres(value, unit, millimetres):
    assert str(to_mm(Decimal(value), unit)) == millimetres


@pytest.mark.parametrize("unit", ["", "IN", "px", "gr", "inch"])
def test_other_units_are_refused(unit):
    with pytest.raises(ValueError, match="Use in, cm or mm"):
        to_mm(Decimal(1), unit)


@pytest.mark.parametrize(
    "value", ["0", "-1", "NaN", "sNaN", "Infinity", "1E+40", "394", "0.000001", "1E-40"]
)
def test_a_length_no_book_has_is_refused(value):
    with pytest.raises(ValueError, match="not possible"):
        to_mm(Decimal(value), "in")


@given(st.decimals(min_value="0.01", max_value="390", places=2))
def test_an_inch_value_with_two_decimals_is_kept_exactly(inches):
    millimetres = to_mm(inches, "in")
    assert millimetres / Decimal("25.4") == inches
    assert from_mm(millimetres, "in") == inches


def test_dimensions_read_as_on_the_reference_page():
    sides = [to_mm(Decimal(inches), "in") for inches in ("5.9", "8.9", "0.9")]
    assert dimensions(*sides) == "5.90 (w) x 8.90 (h) x 0.90 (d)"


def test_dimensions_can_be_in_centimetres():
    sides = Decimal("149.860"), Decimal("226.060"), Decimal("22.860")
    assert dimensions(*sides, unit="cm") == "14.99 (w) x 22.61 (h) x 2.29 (d)"


def test_half_a_hundredth_is_rounded_up():
    assert dimensions(Decimal("150.05"), None, None, unit="cm") == "15.01 (w)"
    assert dimensions(Decimal("150.45"), None, None, unit="cm") == "15.05 (w)"


@pytest.mark.parametrize(
    ("sides", "shown"),
    [
        ((None, None, None), ""),
        ((Decimal("25.4"), None, Decimal("50.8")), "1.00 (w) x 2.00 (d)"),
        ((None, Decimal("25.4"), None), "1.00 (h)"),
    ],
)
def test_a_missing_length_is_left_out(sides, shown):
    assert dimensions(*sides) == shown
