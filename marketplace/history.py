"""What the prices observed of late come to: plain arithmetic, no database (B7).

A price is known for the days on which somebody looked, and for no other: nothing is carried over
a day without an observation.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from statistics import median_low

from django.utils import timezone

DAYS = 90
# The shortest period in which a seller's prior price is looked for (Directive 98/6/EC, art. 6a).
PRIOR_DAYS = 30
# When somebody looked, and the lowest price asked then: None when nobody offered a copy.
Observation = tuple[datetime, Decimal | None]


@dataclass(frozen=True)
class DayPrice:
    day: date
    # The lowest price seen on the day, None when no copy was offered whenever somebody looked.
    lowest: Decimal | None


@dataclass(frozen=True)
class PriceHistory:
    """The observed days among the last 90, today the last of them; the oldest stands first."""

    today: date
    days: Sequence[DayPrice]

    @property
    def first_day(self) -> date:
        return first_day(self.today)

    @property
    def observed(self) -> int:
        return len(self.days)

    @property
    def priced(self) -> dict[date, Decimal]:
        """The lowest price of each day on which a copy was offered, the oldest first."""
        return {each.day: each.lowest for each in self.days if each.lowest is not None}

    @property
    def has_days_without_offer(self) -> bool:
        return len(self.priced) < len(self.days)

    @property
    def lowest(self) -> Decimal | None:
        return min(self.priced.values(), default=None)

    @property
    def median(self) -> Decimal | None:
        """The middle of the daily lows; of two in the middle the lower, which was really asked."""
        return median_low(self.priced.values()) if self.priced else None

    @property
    def highest(self) -> Decimal | None:
        """The highest of the daily lows: what the cheapest copy cost on its dearest day."""
        return max(self.priced.values(), default=None)

    @property
    def lowest_of_30_days(self) -> Decimal | None:
        """The lowest price of the last 30 days, as 98/6/EC art. 6a asks of a prior price."""
        since = first_day(self.today, PRIOR_DAYS)
        return min((price for day, price in self.priced.items() if day >= since), default=None)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a course to draw: a price on two days at least."""
        return len(self.priced) > 1


def first_day(today: date, days: int = DAYS) -> date:
    """Return the first of the last `days` days, of which `today` is one."""
    return today - timedelta(days=days - 1)


def start_of(day: date) -> datetime:
    """Return the midnight with which a day of the current time zone begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def price_history(observations: Iterable[Observation], *, today: date) -> PriceHistory:
    """Return the history of the 90 days up to `today`, a day of the current time zone.

    The order of the observations is of no account; those of other days are left out.
    """
    prices: dict[date, list[Decimal]] = defaultdict(list)
    for observed_at, lowest in observations:
        day = timezone.localdate(observed_at)
        if first_day(today) <= day <= today:
            prices[day] += [] if lowest is None else [lowest]
    days = [DayPrice(day, min(prices[day], default=None)) for day in sorted(prices)]
    return PriceHistory(today, days)
