import pytest

from reviews.rules.advertising import find_advertising
from reviews.rules.findings import Severity


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Visit my website for more", "Visit my website"),
        ("Check out my new book", "Check out my new book"),
        ("follow me on the usual places", "follow me on"),
        ("Click here for details", "Click here"),
        ("use the promo code READ", "promo code"),
        ("Get 20% off", "20% off"),
        ("You have won! Reply", "You have won"),
        ("Text BOOK to 81234 please", "Text BOOK to 81234"),
        ("claim your free prize", "claim your free prize"),
        ("Email me at the shop", "Email me at"),
    ],
)
def test_advertising_is_warned_of(text, words):
    (finding,) = find_advertising(text)
    assert (finding.rule, finding.severity) == ("RR-11", Severity.WARN)
    assert finding.words == words


@pytest.mark.parametrize(
    "text",
    [
        "It did win the Nobel Prize and was awarded the Booker Prize.",
        "A satire on advertising and the discount trade.",
        "Read my lips: buy this book.",
        "It ranks high on my own shelf.",
        "In my book she is the best.",
        "He calls now and then, and the text is dense.",
        "Call of the Wild",
        "50% of the plot is travel",
    ],
)
def test_other_recommendations_pass(text):
    assert find_advertising(text) == []
