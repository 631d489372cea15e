from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import ProtectedError

from marketplace.conditions import Condition
from marketplace.models import Offer, Seller
from tests.factories import make_edition, make_offer, make_seller

pytestmark = pytest.mark.django_db

BAD_SELLERS = [
    ("seller_rating_0_to_5", {"rating": Decimal("5.1"), "rating_count": 1}),
    ("seller_rating_0_to_5", {"rating": Decimal("-0.1"), "rating_count": 1}),
    ("seller_rating_needs_a_count", {"rating": Decimal("4.5"), "rating_count": 0}),
    ("seller_name_not_empty", {"name": ""}),
    ("seller_slug_not_empty", {"slug": ""}),
    ("seller_since_year_plausible", {"since_year": 1899}),
    ("seller_since_year_plausible", {"since_year": 10_000}),
    ("seller_name_length", {"name": "x" * 201}),
    ("seller_slug_length", {"slug": "x" * 121}),
    ("seller_ships_from_length", {"ships_from": "x" * 501}),
    ("seller_website_length", {"website": "https://example.com/" + "x" * 500}),
]
BAD_OFFERS = [
    ("offer_condition_known", {"condition": "mint"}),
    ("offer_condition_known", {"condition": ""}),
    ("offer_price_more_than_zero", {"price": Decimal("0.00")}),
    ("offer_price_more_than_zero", {"price": Decimal("-1.00")}),
    ("offer_shipping_minimum", {"shipping": Decimal("-0.01")}),
    ("offer_ships_in_days_ordered", {"ships_in_min_days": 3, "ships_in_max_days": 2}),
    ("offer_sku_not_empty", {"sku": ""}),
    ("offer_sku_length", {"sku": "x" * 101}),
    ("offer_comments_length", {"comments": "x" * 100_001}),
    ("offer_url_length", {"url": "https://example.com/" + "x" * 500}),
]


def assert_database_refuses(row: Seller | Offer, constraint: str) -> None:
    """A text column of PostgreSQL refuses before its constraint can, without naming that."""
    with pytest.raises((IntegrityError, DataError)) as caught, transaction.atomic():
        row.save()
    if isinstance(caught.value, IntegrityError):
        assert constraint in str(caught.value)
    else:
        assert constraint.endswith("_length")


@pytest.mark.parametrize(("constraint", "fields"), BAD_SELLERS)
def test_the_database_refuses_a_seller_that_cannot_be(constraint, fields):
    seller = make_seller("Quire & Folio")
    for name, value in fields.items():
        setattr(seller, name, value)
    assert_database_refuses(seller, constraint)


@pytest.mark.parametrize(("constraint", "fields"), BAD_OFFERS)
def test_the_database_refuses_an_offer_that_cannot_be(constraint, fields):
    offer = make_offer(make_edition())
    for name, value in fields.items():
        setattr(offer, name, value)
    assert_database_refuses(offer, constraint)


@pytest.mark.parametrize(("constraint", "fields"), BAD_OFFERS + BAD_SELLERS)
def test_staff_are_told_before_the_database_has_to_refuse(constraint, fields):
    row = make_offer(make_edition()) if constraint.startswith("offer") else make_seller()
    for name, value in fields.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError):
        row.full_clean()


def test_only_one_seller_is_the_shop():
    make_seller(is_store=True)
    make_seller(is_store=False)
    make_seller(is_store=False)
    with pytest.raises(IntegrityError):
        make_seller(is_store=True)


def test_a_second_shop_is_told_in_words():
    make_seller(is_store=True)
    with pytest.raises(ValidationError, match="Another seller is the shop already"):
        Seller(name="New", slug="new", is_store=True).full_clean()


def test_a_rating_without_a_count_is_told_in_words():
    with pytest.raises(ValidationError, match="A rating needs a count"):
        Seller(name="New", slug="new", rating=Decimal("4.5")).full_clean()


def test_a_sku_is_not_freed_with_its_seller_or_edition():
    offer = make_offer(make_edition())
    for row in (offer.seller, offer.edition, offer.edition.work):
        with pytest.raises(ProtectedError):
            row.delete()


def test_a_sku_is_used_once_by_a_seller():
    offer = make_offer(make_edition(), sku="U-001")
    make_offer(make_edition(), sku="U-001")
    with pytest.raises(IntegrityError):
        make_offer(make_edition(), seller=offer.seller, sku="U-001")


@pytest.mark.parametrize("field", ["name", "slug"])
def test_sellers_have_names_and_slugs_of_their_own(field):
    first, second = make_seller(), make_seller()
    setattr(second, field, getattr(first, field))
    with pytest.raises(IntegrityError):
        second.save()


@pytest.mark.parametrize("column", ["quantity", "ships_in_min_days", "ships_in_max_days"])
def test_counts_are_never_negative(column):
    offer = make_offer(make_edition())
    setattr(offer, column, -1)
    with pytest.raises((IntegrityError, DataError)):
        offer.save()


def test_what_is_not_stated_may_stay_empty():
    seller = make_seller(rating=None, since_year=None, ships_from="", website="")
    offer = make_offer(make_edition(), seller=seller, shipping=None, comments="", url="")
    seller.full_clean()
    offer.full_clean()


def test_an_offer_says_its_condition_and_when_it_ships():
    offer = make_offer(make_edition(), condition="very_good")
    assert offer.grade is Condition.VERY_GOOD
    assert offer.ships_in == "Usually ships in 1-2 business days"
