import pytest

from reviews.rules.findings import Severity
from reviews.rules.prices import find_prices


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It cost $12.99.", "$12.99"),
        ("I spent my £5 on it", "£5"),
        ("only for£5", "£5"),
        ("Not worth US$ 1,200.50!", "US$ 1,200.50"),
        ("paid 20 dollars", "20 dollars"),
        ("20 € im Laden", "20 €"),
        ("本は1500円です", "1500円"),
        ("It is cheaper at the corner shop", "cheaper at"),
        ("They have it in stock.", "in stock"),
        ("It was out of stock", "out of stock"),
        ("I bought my copy on Amazon", "bought my copy on Amazon"),
        ("Order it from AbeBooks", "Order it from AbeBooks"),
    ],
)
def test_prices_and_ways_to_order_are_warned_of(text, words):
    (finding,) = find_prices(text)
    assert (finding.rule, finding.severity) == ("RR-10", Severity.WARN)
    assert finding.words == words


@pytest.mark.parametrize(
    "text",
    [
        "worth every penny",
        "He finds a $100 bill in the drain.",
        "a 100 dollar bill",
        "They steal $2 million and a $50 bet is lost.",
        "a reward of $5,000 for the outlaw",
        "peopled by stock characters, rich in stock figures",
        "She invests in stock options.",
        "Life is cheaper than a bullet there.",
        "just my 2 cents",
        "C$ and $$$",
        "The Amazon is a river; the villain sold his soul.",
        "pages 20, 30",
    ],
)
def test_money_in_a_story_passes(text):
    assert find_prices(text) == []
