import pytest

from reviews.rules.contact.emails import email_spans


def emails(text: str) -> list[str]:
    return [text[start:end] for start, end in email_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("write to reader@example.org.", ["reader@example.org"]),
        ("<J.Doe+books@mail.example.co.uk>", ["J.Doe+books@mail.example.co.uk"]),
        ("mailto:a@b.app", ["a@b.app"]),
        ("メールはjoe@example.comへ", ["joe@example.com"]),
    ],
)
def test_email_addresses_are_found(text, found):
    assert emails(text) == found


@pytest.mark.parametrize(
    "text", ["a M@D comic", "@reader wrote", "3 @ 4.50", "joe@localhost", "a@1.5", "a@b.c"]
)
def test_other_signs_pass(text):
    assert emails(text) == []
