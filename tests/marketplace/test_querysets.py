from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from marketplace.conditions import Condition
from marketplace.models import Offer
from marketplace.summary import OfferRow, OfferSummary
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


class TestSortedBy:
    def test_price_compares_numbers_not_texts(self):
        edition = make_edition()
        for price in ["30.00", "9.00", "100.00"]:
            make_offer(edition, price)
        assert prices(Offer.objects.sorted_by("price")) == ["9.00", "30.00", "100.00"]

    def test_total_counts_the_shipping(self):
        edition = make_edition()
        make_offer(edition, "5.00", shipping="20.00")
        make_offer(edition, "12.00", shipping="0.00")
        make_offer(edition, "9.00", shipping="2.00")
        assert prices(Offer.objects.sorted_by("total")) == ["9.00", "12.00", "5.00"]

    def test_total_with_unknown_shipping_comes_after_those_that_are_known(self):
        edition = make_edition()
        make_offer(edition, "5.00")
        make_offer(edition, "9.00", shipping="2.00")
        assert prices(Offer.objects.sorted_by("total")) == ["9.00", "5.00"]

    def test_price_leaves_the_shipping_out(self):
        edition = make_edition()
        make_offer(edition, "5.00", shipping="20.00")
        make_offer(edition, "12.00")
        assert prices(Offer.objects.sorted_by("price")) == ["5.00", "12.00"]

    def test_condition_goes_from_best_to_worst(self):
        edition = make_edition()
        for condition in ["good", "acceptable", "new", "very_good", "like_new"]:
            make_offer(edition, condition=condition)
        conditions = [offer.condition for offer in Offer.objects.sorted_by("condition")]
        assert conditions == ["new", "like_new", "very_good", "good", "acceptable"]

    def test_seller_goes_by_name(self):
        edition = make_edition()
        for name in ["Second Shelf", "Alder Lane Books"]:
            make_offer(edition, seller=make_seller(name))
        names = [offer.seller.name for offer in Offer.objects.sorted_by("seller")]
        assert names == ["Alder Lane Books", "Second Shelf"]


class TestATie:
    """OF-11: total price, then seller rating, then oldest offer."""

    def test_of_prices_is_settled_by_the_total(self):
        edition = make_edition()
        dear = make_offer(edition, "5.00", shipping="3.00")
        cheap = make_offer(edition, "5.00", shipping="2.00")
        assert list(Offer.objects.sorted_by("price")) == [cheap, dear]

    def test_of_totals_is_settled_by_the_sellers_rating(self):
        edition = make_edition()
        unrated = make_offer(edition)
        good = make_offer(edition, seller=make_seller(rating=Decimal("4.1")))
        best = make_offer(edition, seller=make_seller(rating=Decimal("4.9")))
        for sort in ["price", "condition"]:
            assert list(Offer.objects.sorted_by(sort)) == [best, good, unrated]

    def test_of_totals_is_a_tie_also_where_floats_would_differ(self):
        """SQLite adds in floats, where 10.20 + 2.10 is less than 10.10 + 2.20."""
        edition = make_edition()
        unrated = make_offer(edition, "10.20", shipping="2.10")
        rated = make_offer(
            edition, "10.10", shipping="2.20", seller=make_seller(rating=Decimal("5.0"))
        )
        assert unrated.total == rated.total
        assert list(Offer.objects.sorted_by("condition")) == [rated, unrated]

    def test_of_ratings_too_is_settled_by_age(self):
        edition = make_edition()
        seller = make_seller()
        offers = [make_offer(edition, seller=seller) for _ in range(4)]
        for sort in ["total", "price", "condition", "seller"]:
            assert list(Offer.objects.sorted_by(sort)) == offers


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


SHOWN = st.fixed_dictionaries(
    {
        "price": st.decimals("1.99", "2500.00", places=2).map(str),
        "shipping": st.none() | st.decimals("0.00", "999.99", places=2).map(str),
        "condition": st.sampled_from(Condition.values),
        "quantity": st.integers(0, 3),
        "is_withheld": st.booleans(),
        "is_active": st.booleans(),
    }
)


class TestAnyOffers(TestCase):
    """The invariants of OF-3 and OF-11, whatever the sellers send."""

    @hypothesis_settings(max_examples=50, deadline=None)
    @given(st.lists(SHOWN, max_size=8))
    def test_add_up(self, facts):
        edition, other = make_edition(), make_edition()
        make_offer(other, "1.99")
        for fact in facts:
            seller = make_seller(is_active=fact["is_active"])
            fields = {name: fact[name] for name in fact if name != "is_active"}
            make_offer(edition, seller=seller, **fields)
        live = Offer.objects.filter(edition=edition).live()
        summary = live.summaries().get(edition.pk, OfferSummary())
        expected = [
            fact
            for fact in facts
            if fact["is_active"] and fact["quantity"] and not fact["is_withheld"]
        ]

        assert summary.count == summary.new_count + summary.used_count == len(expected)
        assert summary.lowest == min((Decimal(fact["price"]) for fact in expected), default=None)
        assert [summary.lowest] * bool(expected) == [
            offer.price for offer in live.sorted_by("price")[:1]
        ]
        for row in summary.rows:
            kept = list(live.in_condition(row.condition))
            assert row.count == len(kept) > 0
            assert row.lowest == min(offer.price for offer in kept)
        totals = [(offer.shipping is None, offer.total) for offer in live.sorted_by("total")]
        assert totals == sorted(totals)
