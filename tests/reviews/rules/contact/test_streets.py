import pytest

from reviews.rules.contact.streets import street_spans


def streets(text: str) -> list[str]:
    return [text[start:end] for start, end in street_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I live at 12 Elm Street, Springfield", ["12 Elm Street"]),
        ("1600 N. Martin Luther Ave.", ["1600 N. Martin Luther Ave"]),
        ("350 5th Avenue", ["350 5th Avenue"]),
        ("write to P.O. Box 608", ["P.O. Box 608"]),
    ],
)
def test_postal_addresses_are_found(text, found):
    assert streets(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Book News, Inc., Portland, OR",
        "Holmes of 221B Baker Street",
        "84, Charing Cross Road",
        "In 1984 street fighters came",
        "50 First Dates and 24 Hours",
        "The House on Mango Street",
        "It has 300 pages by the road",
    ],
)
def test_places_in_books_pass(text):
    assert streets(text) == []
