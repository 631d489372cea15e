"""The shopper says where to, and every total is for sending there (B6)."""

import pytest

from tests.factories import make_edition, make_offer, make_rate, make_seller
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def ferry():
    """A seller in Ireland with rates for some countries and none for elsewhere."""
    seller = make_seller("Old Ferry", country="IE")
    make_rate(seller, "IE", "5.00", min_days=2, max_days=4)
    make_rate(seller, "US", "18.00", min_days=7, max_days=14)
    return seller


def offers_page(edition, query=""):
    return soup_of(f"/offers/{edition.isbn13}/{query}")


def first_totals(edition, query=""):
    return [text_of(cell) for cell in offers_page(edition, query).select("td.offer-total")]


def countries(edition, query=""):
    options = offers_page(edition, query).select("select[name=to] option")
    return [option["value"] for option in options]


class TestShippingAtHome:
    def test_is_what_the_offer_states(self, edition, ferry):
        make_offer(edition, "10.00", seller=ferry, shipping="3.00")
        assert first_totals(edition) == ["$13.00 $10.00 + $3.00 shipping"]

    def test_is_the_sellers_rate_where_the_offer_states_none(self, edition, ferry):
        make_offer(edition, "10.00", seller=ferry)
        assert first_totals(edition) == ["$28.00 $10.00 + $18.00 shipping"]

    def test_is_the_rate_for_elsewhere_where_there_is_no_other(self, edition):
        seller = make_seller()
        make_rate(seller, "*", "19.00")
        make_rate(seller, "CA", "9.00")
        make_offer(edition, "10.00", seller=seller)
        assert first_totals(edition) == ["$29.00 $10.00 + $19.00 shipping"]

    def test_is_not_known_without_any_rate(self, edition):
        make_offer(edition, "10.00")
        assert first_totals(edition) == ["$10.00 and shipping, which is not stated"]

    def test_is_where_the_setting_says(self, edition, ferry, settings):
        settings.STORE_COUNTRY = "IE"
        make_offer(edition, "10.00", seller=ferry)
        assert first_totals(edition) == ["$15.00 $10.00 + $5.00 shipping"]
        assert countries(edition)[0] == "IE"


class TestShippingAbroad:
    def test_is_never_what_the_offer_states_for_home(self, edition, ferry):
        make_offer(edition, "10.00", seller=ferry, shipping="3.00")
        assert first_totals(edition, "?to=IE") == ["$15.00 $10.00 + $5.00 shipping"]

    def test_prefers_the_countrys_rate_to_that_for_elsewhere(self, edition, ferry):
        make_rate(ferry, "*", "1.00")
        make_offer(edition, "10.00", seller=ferry)
        assert first_totals(edition, "?to=IE") == ["$15.00 $10.00 + $5.00 shipping"]
        assert first_totals(edition, "?to=JP") == ["$11.00 $10.00 + $1.00 shipping"]

    def test_that_is_not_offered_is_said_and_comes_last(self, edition, ferry):
        make_offer(edition, "2.00", seller=ferry, shipping="0.00")
        make_offer(edition, "3.00")
        worldwide = make_seller()
        make_rate(worldwide, "*", "90.00")
        make_offer(edition, "10.00", seller=worldwide)
        assert first_totals(edition, "?to=JP") == [
            "$100.00 $10.00 + $90.00 shipping",
            "$3.00 and shipping, which is not stated",
            "$2.00 Does not ship to Japan",
        ]

    @pytest.mark.parametrize("sort", ["price", "condition", "seller"])
    def test_that_is_not_offered_comes_last_in_every_order(self, edition, sort):
        first = make_seller("A")
        make_rate(first, "US", "1.00")
        make_offer(edition, "2.00", seller=first, condition="new")
        make_offer(edition, "3.00", seller=make_seller("B"), condition="good")
        totals = first_totals(edition, f"?to=JP&sort={sort}")
        assert totals[-1] == "$2.00 Does not ship to Japan"

    def test_makes_the_cheapest_item_with_dear_shipping_not_the_first(self, edition, ferry):
        make_offer(edition, "2.00", seller=ferry)
        near = make_seller()
        make_rate(near, "US", "1.00")
        make_offer(edition, "9.00", seller=near)
        assert [total.split()[0] for total in first_totals(edition)] == ["$10.00", "$20.00"]

    def test_says_how_long_it_takes_where_the_seller_says_so(self, edition, ferry):
        make_offer(edition, seller=ferry)
        row = offers_page(edition, "?to=IE").select_one(".offer-shipping")
        assert "2-4 days on the way" in text_of(row)

    def test_adds_exact_decimals(self, edition):
        """In floats 0.10 and 0.20 make more than 0.30, and would lose to a tie."""
        for price, rate, rating in [("10.20", "2.10", "1.0"), ("10.10", "2.20", "5.0")]:
            seller = make_seller(f"Rated {rating}", rating=rating)
            make_rate(seller, "CA", rate)
            make_offer(edition, price, seller=seller)
        page = offers_page(edition, "?to=CA")
        assert [text_of(name) for name in page.select("th.offer-seller a")] == [
            "Rated 5.0",
            "Rated 1.0",
        ]


class TestTheCountries:
    def test_are_home_and_where_some_seller_ships(self, edition, ferry):
        make_offer(edition, seller=ferry)
        make_rate(make_seller(), "CA", "1.00")
        assert countries(edition) == ["US", "IE"]

    def test_are_all_where_some_seller_ships_anywhere(self, edition, ferry):
        make_rate(ferry, "*", "9.00")
        make_offer(edition, seller=ferry)
        assert len(countries(edition)) > 200

    def test_are_not_those_of_offers_no_longer_live(self, edition, ferry):
        make_offer(edition)
        make_offer(edition, seller=ferry, is_withheld=True)
        assert countries(edition) == ["US"]

    def test_keep_the_one_asked_for(self, edition):
        make_offer(edition)
        page = offers_page(edition, "?to=JP")
        assert page.select_one("select[name=to] option[selected]")["value"] == "JP"

    @pytest.mark.parametrize("typed", ["XX", "jp!", "%00", "United+States"])
    def test_that_do_not_exist_are_home_and_said(self, edition, typed):
        make_offer(edition, "10.00", shipping="1.00")
        page = offers_page(edition, f"?to={typed}")
        assert "sent to: United States" in text_of(page.caption)
        assert "does not know what the address asks for: Send to" in text_of(page.main)
