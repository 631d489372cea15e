"""The saving on the book page says what it is compared with (B7)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import make_edition, make_offer, make_publisher, make_seller
from tests.pages import book_page, text_of

pytestmark = pytest.mark.django_db


def saving_of(price: str = "24.91", days_ago: int | None = 10, offer=None, **fields):
    """Return the saving beside a list price of $33.00 seen so many days ago."""
    seen_on = None if days_ago is None else timezone.localdate() - timedelta(days=days_ago)
    edition = make_edition(list_price=Decimal("33.00"), list_price_seen_on=seen_on, **fields)
    make_offer(edition, price, **(offer or {}))
    return book_page(edition).select_one("details.saving")


def test_opens_without_a_script_and_says_which_prices_are_compared():
    publisher, seller = make_publisher("Guilford"), make_seller("Quire")
    told = saving_of(publisher=publisher, offer={"seller": seller, "condition": "good"})
    assert text_of(told.summary) == "(Save 24%) of the $33.00 list price"
    seen = timezone.localdate() - timedelta(days=10)
    assert text_of(told.p) == (
        "$24.91 for a used copy from Quire is compared with $33.00, the list price of a new copy "
        f"as stated by Guilford, last seen on {seen.month}/{seen.day}/{seen.year}."
    )
    assert told.time["datetime"] == seen.isoformat()


def test_says_that_it_is_no_reduction_and_leaves_out_shipping():
    told = text_of(saving_of(offer={"shipping": "8.00"}))
    assert "not an earlier price of this shop" in told
    assert "rounded down, and no shipping is counted" in told
    assert "$24.91 for a new copy" in told


def test_an_old_list_price_is_called_old_before_it_is_opened():
    told = saving_of(days_ago=400)
    assert text_of(told.summary).endswith("list price, which is older than 12 months")
    assert "more than 12 months ago" in text_of(told.p)


def test_a_list_price_of_unknown_date_is_called_so():
    told = saving_of(days_ago=None)
    assert text_of(told.summary).endswith("list price, of unknown date")
    assert "When it was stated is not known" in text_of(told.p)
    assert "as stated by the publisher" in text_of(told.p)


def test_without_a_saving_there_is_nothing_to_open():
    assert saving_of("33.00") is None
