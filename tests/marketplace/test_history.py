"""The arithmetic of a price history: only what was observed counts (B7)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.history import DAYS, DayPrice, first_day, price_history

TODAY = date(2026, 11, 23)


def at(days_ago: int, hour: int = 12) -> datetime:
    return datetime(2026, 11, 23, hour, tzinfo=UTC) - timedelta(days=days_ago)


# From before the 90 days to tomorrow.
TIMES = st.integers(-48, 24 * 95).map(lambda hours: at(0) - timedelta(hours=hours))
PRICES = st.none() | st.decimals("0.01", "2500", places=2)
OBSERVATIONS = st.lists(st.tuples(TIMES, PRICES), max_size=60)


def history(*observations):
    rows = [(when, price and Decimal(price)) for when, price in observations]
    return price_history(rows, today=TODAY)


def test_a_day_has_the_lowest_price_that_was_seen_on_it():
    days = history((at(0, 8), "12.00"), (at(0, 12), "9.00"), (at(0, 20), None)).days
    assert days == [DayPrice(TODAY, Decimal("9.00"))]


def test_a_price_is_not_carried_over_a_day_without_an_observation():
    days = history((at(4), "12.00"), (at(1), "12.00")).days
    assert [each.day for each in days] == [date(2026, 11, 19), date(2026, 11, 22)]


def test_a_day_without_an_offer_was_observed_and_has_no_price():
    told = history((at(1), None), (at(0), "12.00"))
    assert told.days[0] == DayPrice(date(2026, 11, 22), None)
    assert (told.observed, told.lowest) == (2, Decimal("12.00"))


@pytest.mark.parametrize(("days_ago", "observed"), [(-1, 0), (0, 1), (89, 1), (90, 0)])
def test_ninety_days_count_and_today_is_one_of_them(days_ago, observed):
    assert history((at(days_ago), "12.00")).observed == observed


@pytest.mark.parametrize(
    ("prices", "median"),
    [(["3", "1", "2"], "2"), (["1", "2", "3", "9"], "2"), (["5", None], "5"), ([None], None)],
)
def test_the_median_is_a_price_that_was_asked(prices, median):
    told = history(*((at(number), price) for number, price in enumerate(prices)))
    assert told.median == (median and Decimal(median))


def test_low_and_high_are_numbers_and_not_texts():
    told = history((at(2), "30.00"), (at(1), "9.00"), (at(0), "100.00"))
    assert (told.lowest, told.highest) == (Decimal("9.00"), Decimal("100.00"))


def test_the_prior_price_is_the_lowest_of_thirty_days():
    told = history((at(30), "5.00"), (at(29), "8.00"), (at(0), "9.00"))
    assert told.lowest_of_30_days == Decimal("8.00")
    assert history((at(30), "5.00")).lowest_of_30_days is None


def test_a_course_takes_prices_of_two_days():
    assert not history((at(1), "5.00"), (at(0), None)).is_drawn
    assert history((at(1), "5.00"), (at(0), "5.00")).is_drawn


def test_a_day_is_one_of_the_shops_time_zone():
    with timezone.override("America/New_York"):
        (day,) = history((at(0, 3), "5.00")).days
    assert day.day == date(2026, 11, 22)


@given(OBSERVATIONS)
def test_the_figures_are_in_order(observations):
    told = price_history(observations, today=TODAY)
    if told.priced:
        assert told.lowest <= told.median <= told.highest
        assert told.median in told.priced.values()
        assert (told.lowest_of_30_days or told.lowest) >= told.lowest
    else:
        assert (told.lowest, told.median, told.highest) == (None, None, None)


@given(OBSERVATIONS)
def test_the_days_are_those_observed_and_no_others(observations):
    told = price_history(observations, today=TODAY)
    window = {each.date() for each, _ in observations if first_day(TODAY) <= each.date() <= TODAY}
    assert [each.day for each in told.days] == sorted(window)
    assert told.observed <= DAYS


@given(OBSERVATIONS, st.randoms())
def test_the_order_of_the_observations_is_of_no_account(observations, random):
    shuffled = random.sample(observations, len(observations))
    assert price_history(shuffled, today=TODAY) == price_history(observations, today=TODAY)
