from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.percentages import percentages

counts = st.lists(st.integers(min_value=0, max_value=10**12), min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ([1, 1, 1, 0, 0], [34, 33, 33, 0, 0]),
        ([1, 1, 1, 1, 1], [20, 20, 20, 20, 20]),
        ([2, 1, 0, 0, 0], [67, 33, 0, 0, 0]),
        ([0, 0, 0, 0, 1], [0, 0, 0, 0, 100]),
        ([999, 1, 0, 0, 0], [100, 0, 0, 0, 0]),
        ([0, 0, 0, 0, 0], [0, 0, 0, 0, 0]),
    ],
)
def test_shares_by_the_largest_remainder(counts, shares):
    assert percentages(counts) == shares


@given(counts)
def test_always_add_to_100_or_to_nothing(counts):
    assert sum(percentages(counts)) == (100 if any(counts) else 0)


@given(counts)
def test_are_less_than_one_from_the_exact_share(counts):
    total = sum(counts) or 1
    for count, share in zip(counts, percentages(counts), strict=True):
        assert abs(share * total - count * 100) < total


@given(counts)
def test_more_reviews_never_have_a_smaller_share(counts):
    by_count = sorted(zip(counts, percentages(counts), strict=True))
    for (fewer, smaller), (more, larger) in pairwise(by_count):
        assert smaller <= larger or fewer == more
