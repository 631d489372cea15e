"""What every feed is turned into, whatever its format: one record for each offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from catalog.tables import RefusedRow
from marketplace.conditions import Condition


@dataclass(frozen=True)
class OfferRecord:
    """What a feed says of one offer, checked by itself but not yet against the shop's rows.

    Amounts are in the shop's currency; `shipping` is None when it is not stated. `facts` has those
    of `copies.CopyFacts` that the record states; of the others, what the shop knows stays. Days are
    None when the seller's own hold. `isbn13` is empty when the line has none that can be used,
    `condition` None when the line states none. `line` is where the record starts in its file,
    counted from 1.
    """

    line: int
    seller: str
    sku: str
    isbn13: str
    condition: Condition | None
    price: Decimal
    ships_in_min_days: int | None
    ships_in_max_days: int | None
    quantity: int
    comments: str = ""
    shipping: Decimal | None = None
    url: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    author: str = ""


@dataclass(frozen=True)
class Removal:
    """That a copy is no longer for sale."""

    line: int
    seller: str
    sku: str


@dataclass(frozen=True)
class RefusedOffer(RefusedRow):
    """A line that cannot be taken, of a copy whose number could be read."""

    seller: str = ""
    sku: str = ""


FeedRecord = OfferRecord | Removal | RefusedRow
