import pytest

from catalog.series_numbers import number_in_series


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("Volume 12", 12),
        ("2.5", 2.5),
        ("2,5", 2.5),
        ("Books 4-6", 4),
        ("No. 007", 7),
        ("", None),
        ("Volume III", None),
        ("20041234567", None),
    ],
)
def test_is_the_first_number_among_the_words(text: str, number: float | None):
    assert number_in_series(text) == number
