from decimal import Decimal

import pytest

from marketplace.comparison import headline
from marketplace.models import Offer
from tests.factories import make_edition, make_offer, make_rate, make_seller

pytestmark = pytest.mark.django_db


class TestTheHeadline:
    """The shop's own offer, else the lowest; ties by total, rating, age (OF-1, OF-2, OF-11)."""

    def test_is_the_shop_itself_before_cheaper_sellers(self):
        edition = make_edition()
        make_offer(edition, "5.00")
        own = make_offer(edition, "30.00", seller=make_seller(is_store=True))
        assert headline(Offer.objects.all()) == own

    def test_compares_numbers_not_texts(self):
        edition = make_edition()
        for price in ["30.00", "9.00", "100.00"]:
            make_offer(edition, price)
        assert headline(Offer.objects.all()).price == Decimal("9.00")

    def test_settles_a_tie_of_prices_by_the_total(self):
        edition = make_edition()
        make_offer(edition, "5.00", shipping="3.00")
        cheap = make_offer(edition, "5.00", shipping="2.00")
        assert headline(Offer.objects.all()) == cheap

    def test_totals_with_what_the_seller_asks_where_the_offer_says_nothing(self):
        edition, dear = make_edition(), make_seller()
        make_rate(dear, "US", "9.00")
        make_offer(edition, "5.00", seller=dear)
        cheap = make_offer(edition, "5.00", shipping="2.00")
        assert headline(Offer.objects.all()) == cheap

    def test_settles_a_tie_with_what_is_not_sent_home_for_what_is(self):
        edition, abroad = make_edition(), make_seller()
        make_rate(abroad, "CA", "0.00")
        make_offer(edition, "5.00", seller=abroad)
        sent = make_offer(edition, "5.00", shipping="2.00")
        assert headline(Offer.objects.all()) == sent

    def test_settles_a_tie_of_totals_by_rating_and_then_by_age(self):
        edition = make_edition()
        oldest, *_ = [make_offer(edition) for _ in range(3)]
        assert headline(Offer.objects.all()) == oldest
        make_offer(edition, seller=make_seller(rating=Decimal("4.1")))
        best = make_offer(edition, seller=make_seller(rating=Decimal("4.9")))
        assert headline(Offer.objects.all()) == best

    def test_is_nothing_without_offers(self):
        assert headline(Offer.objects.all()) is None
