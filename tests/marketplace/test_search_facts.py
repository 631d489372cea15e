from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Work
from marketplace.search_facts import BANDS, band_of, facts_of
from tests.factories import make_edition, make_offer, make_seller, make_work


@pytest.mark.django_db
class TestFactsOfAWork:
    def test_tell_the_lowest_price_of_all_its_editions(self):
        work = make_work()
        make_offer(make_edition(work), price="12.50")
        make_offer(make_edition(work), price="7.25", condition="good")
        facts = facts_of([work.pk])[work.pk]
        assert facts.shown == {"lowest": "7.25", "offers": 2}
        assert set(facts.tokens) == {"price_5", "condition_new", "condition_used"}

    def test_know_only_offers_that_a_shopper_can_act_on(self):
        work = make_work()
        edition = make_edition(work)
        make_offer(edition, price="2.00", is_withheld=True)
        make_offer(edition, price="3.00", quantity=0)
        make_offer(edition, price="4.00", seller=make_seller(is_active=False))
        make_offer(edition, price="20.00")
        facts = facts_of([work.pk])[work.pk]
        assert facts.shown == {"lowest": "20.00", "offers": 1}
        assert set(facts.tokens) == {"price_20", "condition_new"}

    def test_are_none_without_offers(self):
        work = make_work()
        make_edition(work)
        assert facts_of([work.pk]) == {}

    def test_take_one_query_for_many_works(self, django_assert_num_queries):
        works = [make_work(f"Book {number}").pk for number in range(5)]
        for work in works:
            make_offer(make_edition(Work.objects.get(pk=work)))
        with django_assert_num_queries(1):
            assert len(facts_of(works)) == 5


@given(st.decimals(min_value=0, max_value=100_000, places=2))
def test_every_price_is_in_the_highest_band_that_it_reaches(price: Decimal):
    band = band_of(price)
    assert band <= price
    assert all(other <= band for other in BANDS if other <= price)
