"""What holds of offers page and price block whatever sellers send (OF-3, OF-6, OF-9, OF-11)."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bookstore.book_page import find_edition, read_book_page
from marketplace.comparison import SORTS, compare
from marketplace.conditions import Condition
from marketplace.facets import read_facets
from marketplace.models import Offer
from marketplace.querysets import OfferQuerySet
from marketplace.reach import Reach
from tests.factories import make_edition, make_offer, make_rate, make_seller

pytestmark = pytest.mark.django_db

# Few values of each, so that ties and identical copies are common.
PRICES = st.sampled_from(["5.00", "9.99", "10.00", "10.10", "100.00"]) | st.decimals(
    "1.99", "2500.00", places=2
).map(str)
OFFERS = st.lists(
    st.fixed_dictionaries(
        {
            "seller": st.integers(0, 3),
            "price": PRICES,
            "shipping": st.sampled_from([None, "0.00", "2.10", "2.20"]),
            "condition": st.sampled_from(Condition.values),
            "quantity": st.integers(0, 2),
            "is_withheld": st.booleans(),
            "comments": st.sampled_from(["", "Tight."]),
        }
    ),
    max_size=10,
)
SELLERS = st.lists(
    st.fixed_dictionaries(
        {
            "is_active": st.booleans(),
            "rating": st.sampled_from([None, "4.0", "4.9"]),
            "rates": st.dictionaries(
                st.sampled_from(["US", "CA", "*"]), st.sampled_from(["0.00", "2.10", "9.00"])
            ),
        }
    ),
    min_size=4,
    max_size=4,
)


def store(offers, sellers):
    """Make an edition with these offers beside another edition's; return it."""
    edition, other = make_edition(list_price=Decimal("33.00")), make_edition()
    rows = []
    for facts in sellers:
        rating = facts["rating"] and Decimal(facts["rating"])
        rows.append(make_seller(is_active=facts["is_active"], rating=rating))
        for country, price in facts["rates"].items():
            make_rate(rows[-1], country, price)
    make_offer(other, "1.99", seller=rows[0])
    for facts in offers:
        make_offer(edition, **facts | {"seller": rows[facts["seller"]]})
    return edition


def is_live(offer: Offer) -> bool:
    return offer.seller.is_active and not offer.is_withheld and offer.quantity > 0


def shipping_of(offer: Offer, to: str) -> Decimal | None:
    """The rule for shipping, told once more and slowly."""
    rates = {rate.destination: rate.price for rate in offer.seller.shipping_rates.all()}
    stated = offer.shipping if to == "US" else None
    return stated if stated is not None else rates.get(to, rates.get("*"))


def place_at_home(offer: Offer) -> tuple:
    shipping = shipping_of(offer, "US")
    is_not_sent = shipping is None and offer.seller.shipping_rates.exists()
    return offer.price, is_not_sent, offer.price + (shipping or 0), age(offer)


def age(offer: Offer) -> tuple:
    rating = offer.seller.rating
    return (-rating if rating is not None else 1, offer.created_at, offer.pk)


def twin(offer: Offer) -> tuple:
    return (offer.seller_id, offer.condition, offer.price, offer.shipping, offer.comments)


def read_all(live: OfferQuerySet, *, to: str, sort: str) -> list:
    return list(compare(live, to=to, sort=sort, number="1", per_page=100).object_list)


class TestAnyOffers(TestCase):
    @hypothesis_settings(max_examples=30, deadline=None)
    @given(OFFERS, SELLERS)
    def test_counts_and_lowest_prices_add_up_everywhere(self, offers, sellers):
        """OF-3, OF-6: only live offers count, only of this edition, and All is New and Used."""
        edition = store(offers, sellers)
        live = [each for each in edition.offers.select_related("seller") if is_live(each)]
        queryset = Offer.objects.filter(edition=edition).live()
        facets = read_facets(queryset)
        assert facets.summary == queryset.summaries()[edition.pk]
        rows = {row.label: row for row in facets.summary.rows}
        new = [each for each in live if each.grade.is_new]
        used = [each for each in live if not each.grade.is_new]
        for label, expected in [("All", live), ("New", new), ("Used", used)]:
            if expected:
                assert rows[label].count == len(expected)
                assert rows[label].lowest == min(each.price for each in expected)
            else:
                assert label not in rows
        assert facets.grades == Counter(each.condition for each in live)

    @hypothesis_settings(max_examples=30, deadline=None)
    @given(OFFERS, SELLERS)
    def test_the_price_block_never_overstates_a_saving(self, offers, sellers):
        """OF-9, OF-11: the saving is that of the lowest live offer, rounded down."""
        edition = store(offers, sellers)
        live = [each for each in edition.offers.select_related("seller") if is_live(each)]
        block = read_book_page(find_edition(edition.isbn13)).price_block
        if not live:
            assert block.offer is None
            return
        first = min(live, key=place_at_home)
        assert (block.offer, block.shipping) == (first, shipping_of(first, "US"))
        saved = (33 - first.price) * 100 / 33
        percent = block.saving.percent if block.saving else None
        assert percent == (int(saved) if saved >= 1 else None)

    @hypothesis_settings(max_examples=40, deadline=None)
    @given(OFFERS, SELLERS, st.sampled_from(["US", "CA", "JP"]))
    def test_rows_are_totals_in_a_fixed_order(self, offers, sellers, to):
        """OF-11 and B6: by what can be had there, then total, rating and age."""
        edition = store(offers, sellers)
        live = Offer.objects.filter(edition=edition).live()
        rows = read_all(live, to=to, sort="total")
        keys = [(row.reach, row.total, age(row.offer)) for row in rows]
        assert keys == sorted(keys)
        for row in rows:
            assert row.shipping == shipping_of(row.offer, to)
            assert (row.reach is Reach.SENT) == (row.shipping is not None)
        prices = [
            (not row.is_sent_there, row.offer.price) for row in read_all(live, to=to, sort="price")
        ]
        assert prices == sorted(prices)

    @hypothesis_settings(max_examples=30, deadline=None)
    @given(OFFERS, SELLERS, st.sampled_from(list(SORTS)))
    def test_identical_copies_are_one_row_and_no_copy_is_lost(self, offers, sellers, sort):
        edition = store(offers, sellers)
        live = list(Offer.objects.filter(edition=edition).live())
        rows = read_all(Offer.objects.filter(edition=edition).live(), to="US", sort=sort)
        copies: Counter = Counter()
        for offer in live:
            copies[twin(offer)] += offer.quantity
        assert {twin(row.offer): row.copies for row in rows} == copies
        assert len(rows) == len(copies)
