import pytest

from reviews.rules.contact.phones import phone_spans


def phones(text: str) -> list[str]:
    return [text[start:end] for start, end in phone_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(212) 736-5000", ["(212) 736-5000"]),
        ("at 212.736.5000 daily", ["212.736.5000"]),
        ("+49 30 901820", ["+49 30 901820"]),
        ("020 7946 0958", ["020 7946 0958"]),
        ("555-123-4567", ["555-123-4567"]),
        ("Call me at 555-1234", ["555-1234"]),
        ("212-736-5000 or 212-736-5001", ["212-736-5000", "212-736-5001"]),
    ],
)
def test_telephone_numbers_are_found(text, found):
    assert phones(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 978-1-57230-869-5",
        "9781572308695 and 1572308699",
        "0-306-40615-2",
        "0-8044-2957-X",
        "2253001007",  # An ISBN-10 that is also a number in Louisiana.
        "in 1984, from 1939-1945, 1956 1957 1958",
        "43 / 1925-1926",
        "pp. 108-130, 1204-1210",
        "Fahrenheit 451, Catch-22, 2001",
        "10,000,000 readers",
        "12/05/2003 10:30",
    ],
)
def test_other_numbers_pass(text):
    assert phones(text) == []
