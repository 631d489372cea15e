"""The order of rows that staff move by number or step by step."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple


class Move(StrEnum):
    FIRST = "first"
    UP = "up"
    DOWN = "down"
    LAST = "last"


class Placed(NamedTuple):
    """A row with the place it had and the one staff typed; None for a row without one."""

    key: int
    before: int | None
    typed: int | None
    move: str = ""


def in_order(rows: Collection[Placed]) -> list[int]:
    """Return the keys in their new order.

    A row that was given the number of another takes its place: coming from below it stands before
    the other one, coming from above after it. A row without a number comes last.
    """
    keys = [row.key for row in sorted(rows, key=_by_number)]
    wanted = {move: [row.key for row in rows if row.move == move] for move in Move}
    _step(keys, wanted[Move.UP])
    keys.reverse()
    _step(keys, wanted[Move.DOWN])
    keys.reverse()
    first, last = set(wanted[Move.FIRST]), set(wanted[Move.LAST])
    return sorted(keys, key=lambda key: (key in last) - (key in first))


def _by_number(row: Placed) -> tuple[float, int, int]:
    if row.typed is None:
        return float("inf"), 0, row.key
    if row.before is None:
        return row.typed, -1, row.key
    return row.typed, (row.typed > row.before) - (row.typed < row.before), row.key


def _step(keys: list[int], moved: Sequence[int]) -> None:
    """Let each moved key change places with the one before it, unless that one moves as well."""
    for place in range(1, len(keys)):
        if keys[place] in moved and keys[place - 1] not in moved:
            keys[place - 1], keys[place] = keys[place], keys[place - 1]
