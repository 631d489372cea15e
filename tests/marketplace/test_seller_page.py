from decimal import Decimal

import pytest

from tests.factories import make_edition, make_offer, make_rate, make_seller, make_work
from tests.pages import book_page, soup_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return make_seller(
        "Old Ferry",
        since_year=1999,
        rating=Decimal("4.8"),
        rating_count=1412,
        ships_from="Galway, Ireland",
        about="First editions.\n\nTea at all hours.",
        returns="Within 21 days.",
    )


def read(seller, query=""):
    return soup_of(seller.get_absolute_url() + query)


def test_tells_who_the_seller_is(seller):
    page = read(seller)
    assert text_of(page.h1) == "Old Ferry"
    for fact in [
        "Seller since 1999.",
        "Rated 4.8 of 5 by 1,412 buyers",
        "Ships from Galway, Ireland.",
        "Tea at all hours.",
        "Within 21 days.",
    ]:
        assert fact in text_of(page.main)


def test_lists_what_shipping_costs_with_elsewhere_last(seller):
    make_rate(seller, "*", "24.00")
    make_rate(seller, "US", "18.00", min_days=7, max_days=14)
    make_rate(seller, "IE", "0.00", min_days=1, max_days=1)
    assert [text_of(row) for row in read(seller).select(".rates tbody tr")] == [
        "Ireland Free 1 day on the way",
        "United States $18.00 7-14 days on the way",
        "Elsewhere $24.00 Not stated",
    ]


def test_lists_the_live_offers_with_their_books(seller):
    edition = make_edition(make_work("Emma"))
    make_offer(edition, "5.00", seller=seller, condition="good")
    for gone in ({"quantity": 0}, {"is_withheld": True}):
        make_offer(edition, "6.00", seller=seller, **gone)
    make_offer(edition, "7.00")
    page = read(seller)
    (offer,) = page.select(".seller-offers li")
    assert text_of(offer) == "Emma Paperback (Print), Good $5.00"
    assert offer.a["href"] == edition.get_absolute_url()
    assert "1 offer" in [text_of(heading) for heading in page.select("h2")]


def test_of_whom_little_is_known_says_so():
    text = text_of(read(make_seller()).main)
    for said in [
        "No ratings yet",
        "Does not say where",
        "Nothing is for sale",
        "nothing of returns",
    ]:
        assert said in text


def test_shows_twenty_offers_a_page(seller):
    for number in range(21):
        make_offer(make_edition(), f"{number + 10}.00", seller=seller)
    assert len(read(seller).select(".seller-offers li")) == 20
    assert len(read(seller, "?page=2").select(".seller-offers li")) == 1


def test_of_a_suspended_seller_is_not_found(client, seller):
    seller.is_active = False
    seller.save()
    assert client.get(seller.get_absolute_url()).status_code == 404


def test_shows_hostile_text_as_text(client):
    hostile = "<script>alert('x')</script>"
    seller = make_seller(hostile, about=hostile, returns=hostile, ships_from=hostile)
    assert "<script>alert" not in client.get(seller.get_absolute_url()).text


def test_is_only_for_reading(client, seller):
    assert client.post(seller.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("count", [1, 20])
def test_takes_the_same_queries_for_any_number_of_offers_and_rates(
    seller, count, django_assert_num_queries
):
    for number in range(count):
        make_offer(make_edition(make_work(f"Book {number}")), seller=seller)
        make_rate(seller, f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]}A", "1.00")
    with django_assert_num_queries(4):
        read(seller)


def test_is_linked_from_the_price_block(seller):
    edition = make_offer(make_edition(), seller=seller).edition
    links = [link["href"] for link in book_page(edition).select(".book-price a")]
    assert seller.get_absolute_url() in links


def test_the_price_block_leads_to_the_shops_own_listing_by_the_counted_way():
    own = make_seller("The Shop", is_store=True, website="https://shop.example/")
    offer = make_offer(make_edition(), seller=own)
    link = book_page(offer.edition).select_one(f'a[href="/offers/{offer.pk}/go/"]')
    assert link["rel"] == ["nofollow"]
