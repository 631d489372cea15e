"""The way to a seller's listing: counted, never cached, and only to the seller's own site."""

from datetime import date

import pytest

from marketplace.models import ListingVisit
from tests.factories import make_edition, make_offer, make_seller

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def offer():
    seller = make_seller("Quire & Folio", website="https://quire.example/")
    return make_offer(make_edition(), seller=seller, url="https://quire.example/emma?a=1&b=2")


@pytest.fixture
def go(client):
    def ask(offer, method="get", agent=BROWSER):
        return getattr(client, method)(f"/offers/{offer.pk}/go/", headers={"User-Agent": agent})

    return ask


def visits():
    return list(ListingVisit.objects.values_list("offer_id", "count"))


def test_leads_to_the_listing(go, offer):
    response = go(offer)
    assert (response.status_code, response["Location"]) == (302, offer.url)


def test_leads_to_the_website_where_the_offer_has_no_page(go, offer):
    offer.url = ""
    offer.save()
    assert go(offer)["Location"] == "https://quire.example/"


def test_counts_each_visit_on_its_day(go, offer, monkeypatch):
    go(offer)
    go(offer)
    assert visits() == [(offer.pk, 2)]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2099, 1, 1))
    go(offer)
    assert sorted(visits()) == [(offer.pk, 1), (offer.pk, 2)]


@pytest.mark.parametrize(
    "agent",
    ["", "Googlebot/2.1 (+http://www.google.com/bot.html)", "bingbot", "curl/8.0", "YandexSpider"],
)
def test_leads_programs_on_and_does_not_count_them(go, offer, agent):
    assert go(offer, agent=agent).status_code == 302
    assert visits() == []


def test_does_not_count_a_look_at_the_headers(go, offer):
    assert go(offer, "head").status_code == 302
    assert visits() == []


def test_is_never_cached_sets_no_cookie_and_tells_the_seller_no_page(go, offer):
    response = go(offer)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Referrer-Policy"] == "strict-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "https://quire.example@evil.example/", "javascript:alert(1)"]
)
def test_refuses_an_address_that_is_not_the_sellers_and_says_why(go, offer, url):
    offer.url = url
    offer.save()
    response = go(offer)
    assert response.status_code == 404
    assert "not on the website that" in response.text
    assert "Location" not in response
    assert url not in response.text
    assert visits() == []


@pytest.mark.parametrize("change", [{"quantity": 0}, {"is_withheld": True}])
def test_of_an_offer_no_longer_live_is_not_found(go, offer, change):
    for field, value in change.items():
        setattr(offer, field, value)
    offer.save()
    assert go(offer).status_code == 404


def test_of_a_suspended_seller_is_not_found(go, offer):
    offer.seller.is_active = False
    offer.seller.save()
    assert go(offer).status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 30, "999999"])
def test_of_no_offer_is_not_found(client, number):
    assert client.get(f"/offers/{number}/go/").status_code == 404


def test_is_only_for_reading(go, offer):
    assert go(offer, "post").status_code == 405
