"""When the publisher last stated a list price: no feed makes it younger than it is (B7)."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.importing import Outcome
from catalog.loading import load_file
from catalog.models import Edition
from tests.catalog.onix.messages import ISBN, make_price, make_product, write_message
from tests.factories import make_edition

pytestmark = pytest.mark.django_db

PRICED = make_product(prices=make_price("9.99"))
DEARER = make_product(prices=make_price("12.99"))


@pytest.fixture
def load(tmp_path):
    """Load one product of a message sent at that time, and return what became of it."""

    def load(product: str, sent: str = "") -> Outcome:
        header = f"<SentDateTime>{sent}</SentDateTime>" if sent else ""
        (result,) = load_file(write_message(tmp_path, product, header=header))
        return result.outcome

    return load


def seen_on() -> date | None:
    return Edition.objects.get(isbn13=ISBN).list_price_seen_on


@pytest.mark.parametrize("sent", ["20200501", "20200501T2130", "20200501T213000Z"])
def test_is_the_day_of_the_message(load, sent):
    load(PRICED, sent)
    assert seen_on() == date(2020, 5, 1)


@pytest.mark.parametrize("sent", ["", "yesterday", "20201340", "20990101"])
def test_is_today_where_the_message_has_no_day_that_can_be(load, sent):
    load(PRICED, sent)
    assert seen_on() == timezone.localdate()


def test_is_unknown_without_a_list_price(load):
    load(PRICED, "20200501")
    load(make_product(), "20200601")
    assert seen_on() is None


def test_a_later_message_with_the_same_price_confirms_it(load):
    load(PRICED, "20200501")
    assert load(PRICED, "20210501") is Outcome.CHANGED
    assert seen_on() == date(2021, 5, 1)


@pytest.mark.parametrize("sent", ["20190501", ""])
def test_an_older_or_undated_message_with_the_same_price_changes_nothing(load, sent):
    load(PRICED, "20200501")
    assert load(PRICED, sent) is Outcome.UNCHANGED
    assert seen_on() == date(2020, 5, 1)


def test_another_price_has_the_day_of_its_own_message(load):
    load(PRICED, "20200501")
    load(DEARER, "20190501")
    assert seen_on() == date(2019, 5, 1)


def test_an_undated_message_leaves_an_unknown_day_unknown(load):
    make_edition(isbn13=ISBN, list_price=Decimal("9.99"))
    load(PRICED)
    assert seen_on() is None
