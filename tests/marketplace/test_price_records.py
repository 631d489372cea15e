"""Noting what the cheapest live offers cost (B7)."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from marketplace.models import Offer, PriceRecord
from marketplace.price_records import offered_editions, record_prices
from tests.factories import make_edition, make_offer, make_price_record, make_seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


def seen(edition):
    rows = edition.price_records.values_list("kind", "lowest", "offer_count")
    return [(kind, lowest and str(lowest), count) for kind, lowest, count in rows]


class TestFirstRecordOfADay:
    def test_has_the_lowest_live_price_and_the_count_of_each_kind(self, edition):
        make_offer(edition, "12.00")
        make_offer(edition, "30.00")
        make_offer(edition, "9.00", condition="good")
        make_offer(edition, "1.00", quantity=0)
        make_offer(make_edition(edition.work), "2.00")
        assert record_prices([edition.pk]) == 2
        assert seen(edition) == [("new", "12.00", 2), ("used", "9.00", 1)]

    def test_is_made_though_nothing_changed_since_yesterday(self, edition):
        make_offer(edition, "12.00")
        make_price_record(edition, "12.00", days_ago=1)
        assert record_prices([edition.pk]) == 1

    def test_says_that_a_kind_with_a_history_is_sold_out(self, edition):
        make_price_record(edition, "12.00", days_ago=1)
        record_prices([edition.pk])
        assert seen(edition)[-1] == ("new", None, 0)

    @pytest.mark.parametrize(("days_ago", "added"), [(89, 1), (91, 0)])
    def test_is_not_made_of_what_no_history_shows_any_more(self, edition, days_ago, added):
        make_price_record(edition, "12.00", days_ago=days_ago)
        assert record_prices([edition.pk]) == added

    def test_is_not_made_where_the_history_has_no_price(self, edition):
        make_price_record(edition, None, days_ago=1)
        assert record_prices([edition.pk]) == 0

    def test_is_not_made_of_an_edition_that_nobody_ever_offered(self, edition):
        assert record_prices([edition.pk]) == 0


class TestLaterThatDay:
    @pytest.fixture
    def offer(self, edition):
        offer = make_offer(edition, "12.00")
        record_prices([edition.pk])
        return offer

    def test_nothing_new_adds_nothing(self, edition, offer):
        assert record_prices([edition.pk]) == 0

    def test_another_price_is_added(self, edition, offer):
        Offer.objects.update(price=Decimal("11.00"))
        record_prices([edition.pk])
        assert seen(edition) == [("new", "12.00", 1), ("new", "11.00", 1)]

    def test_the_price_of_this_morning_is_added_again(self, edition, offer):
        for price in ("11.00", "12.00"):
            Offer.objects.update(price=Decimal(price))
            assert record_prices([edition.pk]) == 1

    def test_another_count_is_added(self, edition, offer):
        make_offer(edition, "15.00")
        record_prices([edition.pk])
        assert seen(edition)[-1] == ("new", "12.00", 2)

    def test_sold_out_is_added_once(self, edition, offer):
        offer.seller.is_active = False
        offer.seller.save()
        assert [record_prices([edition.pk]) for _ in range(2)] == [1, 0]
        assert seen(edition)[-1] == ("new", None, 0)


def test_an_edition_named_twice_is_noted_once(edition):
    make_offer(edition)
    assert record_prices([edition.pk, edition.pk]) == 1


def test_an_edition_that_is_gone_stops_nothing(edition):
    make_offer(edition)
    assert record_prices([edition.pk, 0]) == 1


@pytest.mark.parametrize("count", [1, 30])
def test_four_queries_for_any_number_of_editions(django_assert_num_queries, count):
    editions = [make_offer(make_edition()).edition_id for _ in range(count)]
    with django_assert_num_queries(4):
        assert record_prices(editions) == count


class TestCommand:
    def test_notes_every_edition_and_says_how_many(self, capsys):
        for _ in range(3):
            make_offer(make_edition(), condition="good")
        make_edition()
        call_command("record_prices")
        assert capsys.readouterr().out == "price records added 3\n"
        assert PriceRecord.objects.filter(observed_at__lte=timezone.now()).count() == 3

    def test_reads_page_after_page(self):
        seller = make_seller()
        editions = [make_edition() for _ in range(3)]
        for edition in (*editions, editions[0]):
            make_offer(edition, seller=seller, quantity=0)
        assert list(offered_editions()) == [edition.pk for edition in editions]

    def test_a_longer_shop_than_a_page(self, monkeypatch):
        monkeypatch.setattr("marketplace.price_records._BATCH_SIZE", 2)
        editions = [make_offer(make_edition()).edition_id for _ in range(5)]
        assert list(offered_editions()) == editions
        assert record_prices(editions) == 5
