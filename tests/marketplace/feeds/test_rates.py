from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.countries import COUNTRIES, ELSEWHERE
from marketplace.feeds.rates import RateRecord, read_rates, write_rates

DAYS = st.tuples(st.integers(0, 999), st.integers(0, 999)).map(sorted)


@st.composite
def a_rate(draw):
    low, high = draw(st.just((None, None)) | DAYS)
    place = draw(st.sampled_from([*COUNTRIES, ELSEWHERE]))
    return RateRecord(place, draw(st.decimals(0, "999.99", places=2)), low, high)


@given(st.lists(a_rate(), unique_by=lambda rate: rate.destination))
def test_what_is_written_is_read_as_the_same_rates(rates):
    assert set(read_rates(write_rates(rates))) == set(rates)


def test_rates_are_written_by_country_and_the_one_for_elsewhere_at_the_end():
    assert (
        write_rates(read_rates("* 19; us 3.99 4-14;CA 4.5 ;")) == "CA 4.50; US 3.99 4-14; * 19.00"
    )


def test_no_rate_is_a_word():
    assert write_rates([]) == "none"
    assert read_rates("None") == ()


def test_days_that_are_only_half_known_are_not_hidden():
    assert write_rates([RateRecord("US", Decimal(3), 4, None)]) == "US 3.00 4-"


@pytest.mark.parametrize("line", ["", ";", " ; "])
def test_a_line_without_any_rate_is_refused(line):
    with pytest.raises(ValueError, match="write “none” where that is meant"):
        read_rates(line)


@given(st.text() | st.text("USus*;.- 0123456789"))
def test_any_text_is_read_or_refused(line):
    with suppress(ValueError):
        assert read_rates(line) or line.lower() == "none"
