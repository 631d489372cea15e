from reviews.rules.spans import merged, overlaps


def test_overlapping_spans_become_one_and_neighbours_stay_apart():
    assert merged([(7, 9), (0, 3), (3, 5), (4, 6)]) == [(0, 3), (3, 6), (7, 9)]


def test_neighbours_do_not_overlap():
    assert overlaps((2, 4), [(0, 1), (3, 9)])
    assert not overlaps((2, 4), [(0, 2), (4, 9)])
