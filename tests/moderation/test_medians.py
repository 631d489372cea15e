from collections import Counter
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from moderation.medians import median_of


@given(st.lists(st.integers(min_value=0, max_value=50), min_size=1))
def test_median_is_that_of_the_values_written_out(values):
    assert median_of(Counter(values)) == median(values)


def test_median_of_nothing_is_none():
    assert median_of({}) is None
    assert median_of({5: 0}) is None
