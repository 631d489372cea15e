"""Everything the page of a price history shows, read in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from catalog.models import Edition
from marketplace.history import DayPrice, PriceHistory, first_day, price_history, start_of
from marketplace.models import PriceRecord
from marketplace.price_chart import PriceChart, price_chart


@dataclass(frozen=True)
class KindHistory:
    """The history of the new or of the used copies."""

    kind: str
    history: PriceHistory
    # None where there is too little to draw.
    chart: PriceChart | None


@dataclass(frozen=True)
class DayRow:
    """What was seen on a day of each kind in the list; None for a kind not observed then."""

    day: date
    seen: list[DayPrice | None]


@dataclass(frozen=True)
class PricePage:
    kinds: list[KindHistory]

    @property
    def told(self) -> list[KindHistory]:
        """The kinds with enough prices for a low, a median and a high."""
        return [each for each in self.kinds if each.chart]

    @property
    def observed(self) -> list[KindHistory]:
        return [each for each in self.kinds if each.history.days]

    @property
    def days(self) -> list[DayRow]:
        """The observed days, the latest first."""
        by_kind = [{seen.day: seen for seen in each.history.days} for each in self.observed]
        days = sorted({day for seen in by_kind for day in seen}, reverse=True)
        return [DayRow(day, [seen.get(day) for seen in by_kind]) for day in days]


def read_price_page(edition: Edition) -> PricePage:
    today = timezone.localdate()
    records = edition.price_records.filter(observed_at__gte=start_of(first_day(today)))
    rows = list(records.values_list("kind", "observed_at", "lowest"))
    return PricePage([_of_kind(kind.value, rows, today) for kind in PriceRecord.Kind])


def _of_kind(kind: str, rows: Sequence[tuple], today: date) -> KindHistory:
    observations = [(observed_at, lowest) for of, observed_at, lowest in rows if of == kind]
    history = price_history(observations, today=today)
    return KindHistory(kind, history, price_chart(history))
