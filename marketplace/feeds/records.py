"""What every feed is turned into, whatever its format: one record for each offer."""

from dataclasses import dataclass
from decimal import Decimal

from marketplace.conditions import Condition
from marketplace.copies import CopyFacts


@dataclass(frozen=True)
class OfferRecord:
    """What a feed says of one offer, checked by itself but not yet against the shop's rows.

    Amounts are in the shop's currency; `shipping` is None when it is not stated, `facts` when the
    feed has no room for them: then those that the shop knows stay. `line` is where the record
    starts in its file, counted from 1.
    """

    line: int
    seller: str
    sku: str
    isbn13: str
    condition: Condition
    price: Decimal
    ships_in_min_days: int
    ships_in_max_days: int
    quantity: int
    comments: str = ""
    shipping: Decimal | None = None
    url: str = ""
    facts: CopyFacts | None = None
