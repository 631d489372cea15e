"""Forthcoming and withdrawn editions, series and playing times: on the page and for programs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalog.models import Series, SeriesPart
from tests.bookstore.structured import edition_node
from tests.factories import make_edition, make_offer
from tests.pages import book_page, section, text_of

pytestmark = pytest.mark.django_db


def row(page, name: str) -> str:
    (found,) = [
        text_of(each.dd)
        for each in section(page, "details").select("dl > div")
        if text_of(each.dt) == name
    ]
    return found


def make_series(edition, *parts: tuple[str, str]) -> None:
    for order, (name, number) in enumerate(parts, 1):
        series = Series.objects.create(name=name, slug=f"series-{order}")
        SeriesPart.objects.create(edition=edition, series=series, number=number, order=order)


class TestForthcoming:
    def test_is_said_until_the_day_before(self):
        tomorrow = timezone.localdate() + timedelta(days=1)
        page = book_page(make_edition(published_on=tomorrow))

        assert text_of(page.select_one(".standing")).startswith("Forthcoming: the publisher")
        assert page.select_one(".standing time")["datetime"] == tomorrow.isoformat()
        assert row(page, "Publication date").endswith("(forthcoming)")

    @pytest.mark.parametrize("days", [0, -1])
    def test_is_not_said_of_what_is_out(self, days):
        published_on = timezone.localdate() + timedelta(days=days)
        page = book_page(make_edition(published_on=published_on))

        assert "orthcoming" not in text_of(page.main)
        assert "creativeWorkStatus" not in edition_node(page)

    def test_is_no_more_exact_than_the_date(self):
        page = book_page(make_edition(published_on=date(2999, 1, 1), published_precision="year"))

        assert text_of(page.select_one(".standing time")) == "2999"
        assert edition_node(page)["datePublished"] == "2999"

    def test_offers_are_ordered_ahead(self):
        edition = make_edition(published_on=date(2999, 1, 1))
        make_offer(edition)
        node = edition_node(book_page(edition))

        assert node["creativeWorkStatus"] == "Forthcoming"
        assert node["offers"]["offers"][0]["availability"] == "https://schema.org/PreOrder"


class TestWithdrawn:
    def test_is_said_and_copies_are_still_sold(self):
        edition = make_edition(withdrawn_on=date(2026, 6, 1))
        make_offer(edition, "24.91")
        page = book_page(edition)

        standing = text_of(page.select_one(".standing"))
        assert standing == "The publisher has withdrawn this edition."
        assert "$24.91" in text_of(page.select_one(".book-price"))
        node = edition_node(page)
        assert node["creativeWorkStatus"] == "Withdrawn"
        assert node["offers"]["offers"][0]["availability"] == "https://schema.org/InStock"

    def test_is_not_said_of_others(self):
        assert book_page(make_edition()).select_one(".standing") is None


class TestSeries:
    def test_is_told_with_the_number_in_it(self):
        edition = make_edition()
        make_series(edition, ("Quiet Classics", "3"))
        page = book_page(edition)

        assert row(page, "Series") == "Quiet Classics, #3"
        node = edition_node(page)
        assert node["isPartOf"] == [{"@type": "BookSeries", "name": "Quiet Classics"}]
        assert node["position"] == "3"

    def test_of_several_all_are_told_in_order(self):
        edition = make_edition()
        make_series(edition, ("Quiet Classics", "Volume 3"), ("Books of 1815", ""))
        page = book_page(edition)

        assert row(page, "Series") == "Quiet Classics, Volume 3 Books of 1815"
        node = edition_node(page)
        assert [each["name"] for each in node["isPartOf"]] == ["Quiet Classics", "Books of 1815"]
        assert "position" not in node


class TestPlayingTime:
    def test_is_told_of_an_audiobook(self):
        page = book_page(make_edition(product_form="AJ", duration_minutes=492))

        assert row(page, "Playing time") == "8 hours 12 minutes"
        node = edition_node(page)
        assert node["@type"] == ["Book", "Audiobook"]
        assert node["duration"] == "PT8H12M"

    def test_of_a_printed_book_is_no_duration_for_programs(self):
        node = edition_node(book_page(make_edition(product_form="BC", duration_minutes=10)))

        assert node["@type"] == "Book"
        assert "duration" not in node


def test_keywords_are_not_shown():
    edition = make_edition()
    edition.work.keywords = "matchmaking; Highbury"
    edition.work.save()

    assert "matchmaking" not in str(book_page(edition))
