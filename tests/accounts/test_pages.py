"""What holds for every account page."""

import pytest
from django.test import Client
from django.urls import get_resolver
from lxml import html

from tests.accounts.readers import (
    CONFIRM,
    SIGN_IN,
    make_reader,
    pass_age,
    sign_up,
    signed_in,
    words_of,
)

pytestmark = pytest.mark.django_db

FOR_VISITORS = [
    "/accounts/login/",
    "/accounts/signup/age/",
    "/accounts/signup/",
    "/accounts/confirm-email/",
    "/accounts/password/reset/",
    "/accounts/password/reset/confirm/",
    "/accounts/password/reset/complete/",
    "/accounts/password/reset/done/",
    "/accounts/inactive/",
    "/accounts/closed/",
    "/accounts/logout/",
]
FOR_READERS = [
    "/accounts/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/password/set/",
    "/accounts/reauthenticate/",
    "/accounts/pen-name/",
    "/accounts/pen-name/?name=Heron",
    "/accounts/data/",
    "/accounts/data/download/",
    "/accounts/delete/",
    "/accounts/delete/?reviews=keep",
]


def page(client, address):
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response


@pytest.fixture
def alice():
    return signed_in(make_reader())


def test_every_page_stands_in_these_lists():
    patterns = [
        pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "accounts/"
    ]
    routes = {f"/accounts/{route}" for route in routes_of(patterns[0])}
    assert routes == {address.partition("?")[0] for address in FOR_VISITORS + FOR_READERS}


def routes_of(resolver):
    for entry in resolver.url_patterns:
        inner = routes_of(entry) if hasattr(entry, "url_patterns") else [""]
        yield from (str(entry.pattern) + rest for rest in inner)


@pytest.mark.parametrize("address", FOR_VISITORS)
def test_opens_for_visitors(client, address):
    page(client, address)


@pytest.mark.parametrize("address", FOR_READERS)
def test_opens_for_its_reader_only(client, alice, address):
    assert client.get(address)["Location"].startswith(f"{SIGN_IN}?next=/accounts/")
    assert client.post(address).status_code == 302
    page(alice, address)


@pytest.mark.parametrize("address", FOR_VISITORS + FOR_READERS)
def test_no_cache_may_keep_a_page(client, alice, address):
    for response in (client.get(address), alice.get(address), client.post(address)):
        assert "no-store" in response["Cache-Control"], address
        assert "private" in response["Cache-Control"], address


@pytest.mark.parametrize("address", FOR_VISITORS + FOR_READERS)
def test_no_page_needs_what_the_policy_forbids(client, alice, address):
    for response in (page(client, address), page(alice, address)):
        if response["Content-Type"] == "application/json":
            continue
        tree = html.fromstring(response.text)
        assert not tree.xpath(
            "//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]"
        )
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("address", FOR_VISITORS + FOR_READERS)
def test_every_field_has_a_label_and_every_page_one_heading(client, alice, address):
    for response in (page(client, address), page(alice, address)):
        if response["Content-Type"] == "application/json":
            continue
        tree = html.fromstring(response.text)
        assert len(tree.xpath("//h1")) == 1
        for field in tree.xpath("//main//input[not(@type='hidden') and not(@hidden)] | //select"):
            assert tree.xpath(f"//label[@for='{field.get('id')}']"), html.tostring(field)


def test_reader_finds_the_way_to_everything_from_the_account_page(alice):
    links = html.fromstring(alice.get("/accounts/").text).xpath("//main//@href")
    for address in ("email/", "password/change/", "pen-name/", "data/", "delete/"):
        assert f"/accounts/{address}" in links


def test_visitor_sees_no_account_menu(client):
    assert "Sign out" not in client.get(SIGN_IN).text


def test_page_of_the_code_shows_where_it_went_and_what_else_can_be_done(client):
    pass_age(client)
    sign_up(client)
    words = words_of(client.get(CONFIRM))
    assert "alice@example.org" in words
    assert "Send a new code" in words
    assert "This is not my address" in words


def test_forms_need_their_token():
    strict = Client(enforce_csrf_checks=True)
    for address in ("/accounts/login/", "/accounts/signup/age/", "/accounts/password/reset/"):
        assert strict.post(address, {}).status_code == 403
