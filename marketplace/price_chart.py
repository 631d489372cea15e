"""The course of a price as a picture: numbers for an SVG, no markup and no script (B7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from marketplace.history import DAYS, PriceHistory

# In units of the picture, which is 360 wide: 4 for each of 90 days.
_DAY_WIDTH = 4
_TOP, _BOTTOM = 22, 112
_ABOVE, _BELOW = -6, 15


@dataclass(frozen=True)
class PriceLine:
    """A level line with its price written beside it."""

    price: Decimal
    y: str
    label_y: str


@dataclass(frozen=True)
class Band:
    """Days that follow each other and on which nobody looked."""

    x: int
    width: int


@dataclass(frozen=True)
class PriceChart:
    """A step for each priced day, broken wherever a day has no price."""

    # The `d` of an SVG path.
    path: str
    lines: list[PriceLine]
    bands: list[Band]


@dataclass(frozen=True)
class _Scale:
    lowest: Decimal
    highest: Decimal

    def y(self, price: Decimal) -> Decimal:
        """Return how far down a price stands; one that never changed stands in the middle."""
        span = self.highest - self.lowest
        down = (self.highest - price) / span if span else Decimal("0.5")
        return (_TOP + down * (_BOTTOM - _TOP)).quantize(Decimal("0.1"))


def price_chart(history: PriceHistory) -> PriceChart | None:
    """Return the picture of a history, or None where there is too little to draw."""
    if not history.is_drawn:
        return None
    prices = history.priced
    scale = _Scale(min(prices.values()), max(prices.values()))
    steps = _steps(prices, scale, first_day=history.first_day)
    return PriceChart(" ".join(steps), _lines(scale), _bands(history))


def _steps(prices: dict[date, Decimal], scale: _Scale, *, first_day: date) -> Iterator[str]:
    before = date.min
    for day, price in prices.items():
        x, y = (day - first_day).days * _DAY_WIDTH, scale.y(price)
        yield f"V{y}" if day - before == timedelta(days=1) else f"M{x} {y}"
        yield f"H{x + _DAY_WIDTH}"
        before = day


def _lines(scale: _Scale) -> list[PriceLine]:
    """The highest price has its label above its line, the lowest below; equal ones are one."""
    beside = {scale.lowest: _BELOW, scale.highest: _ABOVE}
    return [
        PriceLine(price, str(scale.y(price)), str(scale.y(price) + distance))
        for price, distance in beside.items()
    ]


def _bands(history: PriceHistory) -> list[Band]:
    observed = {each.day for each in history.days}
    bands: list[Band] = []
    for number in range(DAYS):
        if history.first_day + timedelta(days=number) in observed:
            continue
        x = number * _DAY_WIDTH
        if bands and bands[-1].x + bands[-1].width == x:
            bands[-1] = Band(bands[-1].x, bands[-1].width + _DAY_WIDTH)
        else:
            bands.append(Band(x, _DAY_WIDTH))
    return bands
