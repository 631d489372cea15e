"""Whether a copy gets to where the shopper wants it (B6)."""

from enum import IntEnum


class Reach(IntEnum):
    """From what can be totalled to what cannot be had."""

    SENT = 0
    # The seller says nothing of shipping.
    NOT_STATED = 1
    # The seller says where they ship, and this is not among it.
    NOT_SENT = 2
