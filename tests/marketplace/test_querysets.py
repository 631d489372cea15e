from decimal import Decimal

import pytest

from marketplace.conditions import Condition
from marketplace.models import Offer
from marketplace.summary import OfferRow
from tests.factories import make_edition, make_offer, make_seller

pytestmark = pytest.mark.django_db


def prices(offers) -> list[str]:
    return [str(offer.price) for offer in offers]


class TestLive:
    def test_is_an_offer_a_shopper_can_act_on(self):
        offer = make_offer(make_edition())
        assert list(Offer.objects.live()) == [offer]

    @pytest.mark.parametrize("fields", [{"quantity": 0}, {"is_withheld": True}])
    def test_is_not_an_offer_sold_out_or_withheld(self, fields):
        make_offer(make_edition(), **fields)
        assert not Offer.objects.live().exists()

    def test_is_no_offer_of_a_suspended_seller(self):
        make_offer(make_edition(), seller=make_seller(is_active=False))
        assert not Offer.objects.live().exists()


class TestInCondition:
    @pytest.fixture(autouse=True)
    def one_of_each(self):
        edition = make_edition()
        for condition in Condition.values:
            make_offer(edition, condition=condition)

    def kept(self, condition: str) -> list[str]:
        offers = Offer.objects.in_condition(condition).order_by("pk")
        return [offer.condition for offer in offers]

    def test_new_keeps_new_ones(self):
        assert self.kept("new") == ["new"]

    def test_used_keeps_every_other_grade(self):
        assert self.kept("used") == [each for each in Condition.values if each != "new"]

    def test_nothing_asked_keeps_all(self):
        assert len(self.kept("")) == len(Condition)


class TestSummaries:
    def test_are_of_each_edition_alone(self):
        first, second, without = make_edition(), make_edition(), make_edition()
        make_offer(first, "9.00")
        make_offer(second, "30.00", condition="good")
        make_offer(second, "9.50", condition="acceptable")
        summaries = Offer.objects.summaries()
        assert summaries[first.pk].rows[0] == OfferRow("All", "", 1, Decimal("9.00"))
        assert summaries[second.pk].used_lowest == Decimal("9.50")
        assert without.pk not in summaries

    def test_take_one_query(self, django_assert_num_queries):
        for _ in range(3):
            make_offer(make_edition())
        with django_assert_num_queries(1):
            Offer.objects.live().summaries()
