import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.availability import ships_in


@pytest.mark.parametrize(
    ("min_days", "max_days", "wording"),
    [
        (1, 2, "Usually ships in 1-2 business days"),
        (3, 3, "Usually ships in 3 business days"),
        (1, 1, "Usually ships in 1 business day"),
        (0, 1, "Usually ships within 1 business day"),
        (0, 3, "Usually ships within 3 business days"),
        (0, 0, "Available at once"),
    ],
)
def test_the_wording_fits_the_span(min_days, max_days, wording):
    assert ships_in(min_days, max_days) == wording


@pytest.mark.parametrize(("min_days", "max_days"), [(-1, 2), (3, 2), (-2, -1)])
def test_an_impossible_span_is_refused(min_days, max_days):
    with pytest.raises(ValueError, match="cannot take"):
        ships_in(min_days, max_days)


@given(st.integers(0, 90), st.integers(0, 90))
def test_the_longest_wait_is_always_named(min_days, extra_days):
    max_days = min_days + extra_days
    assert max_days == 0 or str(max_days) in ships_in(min_days, max_days)
