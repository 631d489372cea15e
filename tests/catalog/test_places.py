import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.places import Move, Placed, in_order


def placed(*rows):
    """Rows 1, 2, 3 … by the number typed for each, or by number and move."""
    return [
        Placed(key, key, *row) if isinstance(row, tuple) else Placed(key, key, row)
        for key, row in enumerate(rows, 1)
    ]


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ((1, 2, 3), [1, 2, 3]),
        ((1, 2, 1), [3, 1, 2]),
        ((3, 2, 3), [2, 3, 1]),
        ((2, 2, 3), [2, 1, 3]),
        ((9, 2, 3), [2, 3, 1]),
        ((None, 2, 3), [2, 3, 1]),
        ((3, 2, 1), [3, 2, 1]),
    ],
)
def test_a_row_takes_the_place_of_its_number(typed, order):
    assert in_order(placed(*typed)) == order


@pytest.mark.parametrize(
    ("row", "move", "order"),
    [
        (3, Move.UP, [1, 3, 2, 4]),
        (1, Move.UP, [1, 2, 3, 4]),
        (2, Move.DOWN, [1, 3, 2, 4]),
        (4, Move.DOWN, [1, 2, 3, 4]),
        (4, Move.FIRST, [4, 1, 2, 3]),
        (1, Move.LAST, [2, 3, 4, 1]),
    ],
)
def test_a_row_moves_by_steps_or_to_an_end(row, move, order):
    rows = placed(*((key, move if key == row else "") for key in range(1, 5)))
    assert in_order(rows) == order


def test_neighbours_move_up_together():
    assert in_order(placed(1, (2, Move.UP), (3, Move.UP))) == [2, 3, 1]


def test_neighbours_move_down_together():
    assert in_order(placed((1, Move.DOWN), (2, Move.DOWN), 3)) == [3, 1, 2]


def test_a_new_row_comes_last_or_where_its_number_says():
    rows = placed(1, 2)
    assert in_order([*rows, Placed(9, None, None)]) == [1, 2, 9]
    assert in_order([*rows, Placed(9, None, 1)]) == [9, 1, 2]


def test_rows_of_one_number_keep_the_order_in_which_they_came():
    assert in_order([Placed(key, 1, 1) for key in (1, 2, 3)]) == [1, 2, 3]


@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(1, 9),
            st.none() | st.integers(1, 9),
            st.sampled_from(["", *Move]),
        )
    )
)
def test_no_row_is_lost_or_doubled(rows):
    keys = in_order([Placed(key, *row) for key, row in enumerate(rows)])
    assert sorted(keys) == list(range(len(rows)))
