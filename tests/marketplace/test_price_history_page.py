"""The page of a price history, as a shopper reads it (B7)."""

import pytest
from django.test import Client

from tests.factories import make_edition, make_price_record, make_work
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(make_work("Emma"))


def page_of(edition):
    return soup_of(f"/offers/{edition.isbn13}/history/")


def rows_of(table):
    return [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tr")]


class TestFigures:
    def test_low_median_and_high_of_each_kind_stand_in_a_table(self, edition):
        for days_ago, price in [(40, "8.00"), (2, "9.00"), (1, "30.00")]:
            make_price_record(edition, price, days_ago=days_ago)
        for days_ago, price in [(1, "5.00"), (0, "6.00")]:
            make_price_record(edition, price, days_ago=days_ago, kind="used")
        assert rows_of(page_of(edition).select_one(".price-table"))[1:] == [
            ["Lowest", "$8.00", "$5.00"],
            ["Median", "$9.00", "$5.00"],
            ["Highest", "$30.00", "$6.00"],
            ["Lowest of the last 30 days", "$9.00", "$5.00"],
            ["Days observed", "3 of 90", "2 of 90"],
        ]

    def test_nothing_seen_in_30_days_is_said(self, edition):
        for days_ago in (50, 51):
            make_price_record(edition, days_ago=days_ago)
        assert "Lowest of the last 30 days none seen" in text_of(page_of(edition).main)

    def test_records_before_the_90_days_and_of_other_editions_do_not_count(self, edition):
        make_price_record(edition, "1.00", days_ago=90)
        make_price_record(make_edition(edition.work), "2.00")
        for days_ago in (0, 1):
            make_price_record(edition, "9.00", days_ago=days_ago)
        assert "$1.00" not in page_of(edition).get_text()
        assert "$2.00" not in page_of(edition).get_text()


class TestDays:
    def test_only_observed_days_stand_in_the_list_the_latest_first(self, edition):
        make_price_record(edition, "9.00", days_ago=4)
        make_price_record(edition, None, days_ago=2)
        make_price_record(edition, "7.00", days_ago=2, kind="used")
        table = page_of(edition).select(".price-table")[-1]
        assert [row[1:] for row in rows_of(table)[1:]] == [
            ["no offer", "$7.00"],
            ["$9.00", "not observed"],
        ]

    def test_a_kind_never_observed_has_no_column(self, edition):
        make_price_record(edition, kind="used")
        table = page_of(edition).select_one(".price-table")
        assert rows_of(table)[0] == ["Day", "Used"]


class TestPicture:
    def test_has_words_for_those_who_do_not_see_it(self, edition):
        for days_ago, price in [(1, "9.00"), (0, "12.00")]:
            make_price_record(edition, price, days_ago=days_ago)
        page = page_of(edition)
        picture = page.svg
        named = [page.find(id=name) for name in picture["aria-labelledby"].split()]
        assert text_of(named[0]) == "Lowest price of new copies by day"
        assert "between $9.00 and $12.00; 2 of 90 days were observed" in text_of(named[1])
        assert picture.path["d"].startswith("M352 ")

    def test_has_neither_a_script_nor_a_style_of_its_own(self, edition):
        for days_ago in (0, 1):
            make_price_record(edition, days_ago=days_ago)
        page = page_of(edition)
        assert page.svg
        assert not page.select("[style], style, script:not([src])")

    def test_shaded_days_are_explained(self, edition):
        for days_ago in (0, 1):
            make_price_record(edition, days_ago=days_ago)
        page = page_of(edition)
        assert len(page.select(".price-unseen")) == 1
        assert "Shaded days were not observed" in page.get_text()
        assert "no copy was offered" not in page.get_text()

    def test_days_without_an_offer_are_explained(self, edition):
        for days_ago, price in [(0, "9.00"), (1, None), (2, "9.00")]:
            make_price_record(edition, price, days_ago=days_ago)
        assert "on other days, no copy was offered" in page_of(edition).get_text()


class TestTooLittleToDraw:
    def told(self, edition):
        page = page_of(edition)
        assert page.svg is None
        return text_of(page.main)

    def test_never_observed(self, edition):
        told = self.told(edition)
        assert "The price of new copies was not observed in the last 90 days" in told
        assert "The price of used copies was not observed" in told

    def test_observed_on_one_day(self, edition):
        make_price_record(edition, "9.00")
        told = self.told(edition)
        assert "A price of new copies was seen on one day only" in told
        assert "$9.00" in told
        assert "Median" not in told

    def test_never_offered(self, edition):
        for days_ago in (0, 1):
            make_price_record(edition, None, days_ago=days_ago)
        assert "No new copy was offered on the 2 days that were observed" in self.told(edition)


def test_book_and_offers_are_one_click_away(edition):
    links = [link["href"] for link in page_of(edition).main.select("a")]
    assert edition.get_absolute_url() in links
    assert f"/offers/{edition.isbn13}/" in links


def test_book_page_leads_to_it(edition):
    link = soup_of(edition.get_absolute_url()).select_one(".book-price a[href$='/history/']")
    assert link["href"] == f"/offers/{edition.isbn13}/history/"


def test_unknown_book_is_not_found(client):
    assert client.get("/offers/9780306406157/history/").status_code == 404


def test_nothing_can_be_sent_to_it(client, edition):
    assert client.post(f"/offers/{edition.isbn13}/history/").status_code == 405


@pytest.mark.parametrize("days", [0, 90])
def test_two_queries_for_any_number_of_days(edition, django_assert_num_queries, days):
    for days_ago in range(days):
        make_price_record(edition, days_ago=days_ago)
    with django_assert_num_queries(2):
        assert Client().get(f"/offers/{edition.isbn13}/history/").status_code == 200
