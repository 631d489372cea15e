"""How many offers an edition has, and from what price: the rows All, New and Used (OF-3, OF-4)."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class OfferRow:
    label: str
    # The value of `?condition=` that shows just these offers; empty for all.
    condition: str
    count: int
    lowest: Decimal


@dataclass(frozen=True)
class OfferSummary:
    """Counts and lowest prices of the live offers of one edition, None where there are none."""

    new_count: int = 0
    new_lowest: Decimal | None = None
    used_count: int = 0
    used_lowest: Decimal | None = None
    # For programs that read the book page.
    highest: Decimal | None = None

    @property
    def count(self) -> int:
        return self.new_count + self.used_count

    @property
    def lowest(self) -> Decimal | None:
        prices = [price for price in (self.new_lowest, self.used_lowest) if price is not None]
        return min(prices, default=None)

    @property
    def rows(self) -> list[OfferRow]:
        """All, New and Used, without the rows that have no offers."""
        candidates = [
            ("All", "", self.count, self.lowest),
            ("New", "new", self.new_count, self.new_lowest),
            ("Used", "used", self.used_count, self.used_lowest),
        ]
        return [
            OfferRow(label, condition, count, lowest)
            for label, condition, count, lowest in candidates
            if lowest is not None
        ]
