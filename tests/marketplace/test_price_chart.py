"""The picture of a price history: steps for observed days, gaps for all others (B7)."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from marketplace.history import DAYS, price_history
from marketplace.price_chart import Band, price_chart

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def chart(prices: dict[int, str | None]):
    """Draw prices by how many days ago they were seen."""
    rows = [
        (NOON - timedelta(days=ago), None if price is None else Decimal(price))
        for ago, price in prices.items()
    ]
    return price_chart(price_history(rows, today=TODAY))


def test_one_price_is_no_course():
    assert chart({0: "5.00"}) is None
    assert chart({1: None, 0: "5.00"}) is None


def test_days_that_follow_each_other_are_joined():
    assert chart({1: "10.00", 0: "5.00"}).path == "M352 22.0 H356 V112.0 H360"


def test_a_day_not_observed_breaks_the_line_and_is_shaded():
    drawn = chart({3: "10.00", 2: "8.00", 0: "5.00"})
    assert drawn.path == "M344 22.0 H348 V58.0 H352 M356 112.0 H360"
    assert drawn.bands == [Band(0, 344), Band(352, 4)]


def test_a_day_without_an_offer_breaks_the_line_and_is_not_shaded():
    drawn = chart({2: "10.00", 1: None, 0: "5.00"})
    assert drawn.path.count("M") == 2
    assert drawn.bands == [Band(0, 348)]


def test_the_dearest_stands_on_top_and_the_cheapest_at_the_bottom():
    lines = chart({1: "10.00", 0: "9.50"}).lines
    assert [(line.price, line.y) for line in lines] == [
        (Decimal("9.50"), "112.0"),
        (Decimal("10.00"), "22.0"),
    ]


def test_a_price_that_never_changed_is_one_line_in_the_middle():
    drawn = chart({1: "10.00", 0: "10.00"})
    assert [line.y for line in drawn.lines] == ["67.0"]
    assert "V67.0" in drawn.path


@given(
    st.dictionaries(
        st.integers(0, DAYS - 1), st.decimals("0.01", "2500", places=2).map(str), min_size=2
    )
)
def test_nothing_leaves_the_picture_and_no_day_is_both_drawn_and_shaded(prices):
    drawn = chart(prices)
    ends = [int(each) for each in re.findall(r"H(\d+)", drawn.path)]
    shaded = {x for band in drawn.bands for x in range(band.x, band.x + band.width, 4)}
    assert {end - 4 for end in ends} | shaded == set(range(0, 360, 4))
    assert not {end - 4 for end in ends} & shaded
    heights = [float(each) for each in re.findall(r"(?:V|M\d+ )([\d.]+)", drawn.path)]
    assert min(heights) == 22 or len(set(prices.values())) == 1
    assert max(heights) <= 112
