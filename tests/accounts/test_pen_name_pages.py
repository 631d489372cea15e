from urllib.parse import parse_qs, urlsplit

import pytest

from accounts import services
from accounts.models import PenName
from accounts.services import claim_pen_name, retire_pen_name
from tests.accounts.races import at_the_same_moment
from tests.accounts.readers import (
    PEN_NAME,
    SIGN_IN,
    error_of,
    make_reader,
    sign_in,
    signed_in,
    words_of,
)
from tests.factories import make_contributor, make_staff, make_user

pytestmark = pytest.mark.django_db
REVIEW = "/reviews/write/9781572308695/"


@pytest.fixture
def alice():
    return signed_in(make_reader())


def typed(name, **fields):
    return {"name": name} | fields


def confirm(client, name, **fields):
    """Send the second page; what was typed on the first travels in its address."""
    return client.post(PEN_NAME, {"understood": "on"} | fields, query_params={"name": name})


class TestTheFirstPage:
    def test_asks_for_a_name_and_says_that_it_is_for_ever(self, alice):
        page = words_of(alice.get(PEN_NAME))
        assert "can never be changed" in page
        assert "Go back without one" not in page

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("", "Write the name"),
            ("H", "at least 2"),
            ("H" * 31, "at most 30"),
            ("H" * 5000, "at most 200"),
            ("Grey Heron", "no spaces"),
            ("Herón", "letters A to Z"),
            ("<b>", "letters A to Z"),
            ("He\0ron", "Null characters"),
            ("moderator", "kept free"),
            ("jane_austen", "author in the catalogue"),
            ("EGRET", "Somebody has this name"),
        ],
    )
    def test_says_why_a_name_is_refused_and_keeps_it_typed(self, alice, name, reason):
        make_contributor("Jane Austen")
        claim_pen_name(user=make_user(), name="Egret")
        response = alice.get(PEN_NAME, typed(name))
        assert reason in error_of(response, "name")
        assert "<b>" not in response.text
        assert f'value="{name[:200]}' in response.text or set(name) & set("<\0") or not name

    def test_offers_the_way_back_to_the_review(self, alice):
        page = alice.get(PEN_NAME, {"next": REVIEW})
        assert f'href="{REVIEW}"' in page.text

    def test_makes_nothing_yet(self, alice):
        page = words_of(alice.get(PEN_NAME, typed("Heron")))
        assert "This can never be changed." in page
        assert "Heron" in page
        assert not PenName.objects.exists()


class TestTheSecondPage:
    def test_makes_the_name(self, alice):
        assert confirm(alice, "Heron")["Location"] == "/accounts/"
        assert PenName.objects.get().user.email == "alice@example.org"

    def test_goes_back_to_the_review(self, alice):
        assert confirm(alice, "Heron", next=REVIEW)["Location"] == REVIEW

    @pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:1"])
    def test_never_goes_to_another_site(self, alice, there):
        assert confirm(alice, "Heron", next=there)["Location"] == "/accounts/"
        assert there not in alice.get(PEN_NAME, {"next": there}).text

    @pytest.mark.parametrize("there", ["home", "not an address", "?page=2", "."])
    def test_goes_nowhere_else_when_told_what_is_no_address(self, alice, there):
        assert confirm(alice, "Heron", next=there)["Location"] == "/accounts/"

    def test_needs_the_tick(self, alice):
        response = confirm(alice, "Heron", understood="", next=REVIEW)
        assert "Tick this" in error_of(response, "understood")
        assert f'value="{REVIEW}"' in response.text
        assert not PenName.objects.exists()

    def test_checks_the_name_again(self, alice):
        response = confirm(alice, "moderator", next=REVIEW)
        assert "kept free" in error_of(response, "name")
        assert not PenName.objects.exists()

    def test_tells_when_somebody_was_quicker(self, alice):
        alice.get(PEN_NAME, typed("Heron"))
        claim_pen_name(user=make_user(), name="Heron")
        response = confirm(alice, "Heron", next=REVIEW)
        assert "Somebody has this name" in error_of(response, "name")
        assert f'value="{REVIEW}"' in response.text

    def test_tells_when_somebody_is_quicker_while_it_is_sent(self, alice, monkeypatch):
        def look_and_lose(name):
            monkeypatch.undo()
            services.check_pen_name(name)
            claim_pen_name(user=make_user(), name=name)

        monkeypatch.setattr(services, "check_pen_name", look_and_lose)
        response = confirm(alice, "Heron", next=REVIEW)
        assert "Somebody has this name" in error_of(response, "name")
        assert PenName.objects.get().user.email != "alice@example.org"

    def test_sent_twice_makes_one_name(self, alice):
        confirm(alice, "Heron", next=REVIEW)
        assert "Heron" in words_of(confirm(alice, "Heron", next=REVIEW))
        assert PenName.objects.count() == 1


class TestALostSession:
    def test_on_the_way_loses_neither_the_name_nor_the_review(self, client):
        make_reader()
        address = f"{PEN_NAME}?name=Heron&next={REVIEW}"
        response = client.post(address, {"understood": "on", "next": REVIEW})
        (there,) = parse_qs(urlsplit(response["Location"]).query)["next"]
        back = sign_in(client, "alice@example.org", next=there)
        page = client.get(back["Location"])
        assert "Is this your pen name? Heron" in words_of(page)
        assert f'value="{REVIEW}"' in page.text


class TestTheOwnName:
    @pytest.fixture
    def heron(self, alice):
        confirm(alice, "Heron")
        return PenName.objects.get()

    def test_is_shown_and_cannot_be_changed(self, alice, heron):
        assert "can never be changed" in words_of(alice.get(PEN_NAME, typed("Egret")))
        confirm(alice, "Egret")
        assert PenName.objects.get().name == "Heron"
        assert "Heron" in words_of(alice.get("/accounts/"))

    def test_when_retired_is_shown_with_the_reason(self, alice, heron):
        retire_pen_name(heron, reason="Rude in Dutch.", staff=make_staff())
        assert "Rude in Dutch." in words_of(alice.get(PEN_NAME))
        assert "retired by the shop" in words_of(alice.get("/accounts/"))


def test_a_visitor_signs_in_first(client):
    assert client.get(PEN_NAME)["Location"].startswith(SIGN_IN)
    assert confirm(client, "Heron")["Location"].startswith(SIGN_IN)
    assert not PenName.objects.exists()


def test_six_people_at_the_same_moment_see_one_success_and_five_clear_errors(people):
    answers = at_the_same_moment(people, lambda person: confirm(signed_in(person), "Heron"))
    refused = [answer for answer in answers if answer.status_code == 200]
    told = [error_of(answer, "name").startswith("Somebody has this name") for answer in refused]
    assert (len(answers), told) == (6, [True] * 5)
    assert PenName.objects.count() == 1
