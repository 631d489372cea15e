"""Made-up offers of an edition: none to eight, each from a seller of its own."""

from random import Random
from typing import NamedTuple

from bookstore.generated.draws import Weighted, low_numbers
from bookstore.generated.editions import Edition
from marketplace.conditions import Condition

SELLERS = 24
_PRICE_OF_THE_UNPRICED = 1_999
# With the share of the list price that is usual for each.
_CONDITIONS = {
    Condition.NEW.value: (45, 0.95),
    Condition.LIKE_NEW.value: (12, 0.7),
    Condition.VERY_GOOD.value: (18, 0.5),
    Condition.GOOD.value: (17, 0.35),
    Condition.ACCEPTABLE.value: (8, 0.2),
}
_GRADE = Weighted({grade: weight for grade, (weight, _) in _CONDITIONS.items()})


class Offer(NamedTuple):
    """Prices are in hundredths."""

    seller: int
    condition: str
    price: int
    shipping: int | None
    quantity: int


def make_offers(random: Random, edition: Edition) -> list[Offer]:
    count = max(0, round(9 * random.random() ** 1.5) - 1)
    usual_price = edition.list_price or _PRICE_OF_THE_UNPRICED
    return [_offer(random, seller, usual_price) for seller in low_numbers(random, SELLERS, count)]


def _offer(random: Random, seller: int, usual_price: int) -> Offer:
    condition = _GRADE.draw(random)
    share = _CONDITIONS[condition][1] * (0.6 + 0.5 * random.random())
    return Offer(
        seller=seller,
        condition=condition,
        price=max(1, int(usual_price * share)),
        shipping=random.choice((0, 299, 399, 499, None)),
        quantity=random.choice((1, 1, 1, 2, 5)),
    )
