"""Seeing what the shop keeps of one, and leaving (PN-6)."""

import json
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import PenName, User
from accounts.pen_names import InvalidPenName
from accounts.services import claim_pen_name, close_account, retire_pen_name
from tests.accounts.readers import (
    PASSWORD,
    SIGN_IN,
    error_of,
    is_signed_in,
    make_reader,
    sign_in,
    signed_in,
    words_of,
)
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db

DOWNLOAD = "/accounts/data/download/"
DELETE = "/accounts/delete/"


class Shelf:
    """What another room keeps: one note for each account."""

    def __init__(self):
        self.notes = {}
        self.kept = []

    def export(self, user):
        return {"notes": [self.notes[user.pk]]}

    def erase(self, user, *, keep_anonymous):
        note = self.notes.pop(user.pk)
        if keep_anonymous:
            self.kept.append(note)


shelf = Shelf()


@pytest.fixture(autouse=True)
def alice(settings):
    settings.ACCOUNT_DATA_SOURCES = [f"{__name__}.shelf"]
    shelf.__init__()
    alice = make_reader()
    shelf.notes[alice.pk] = "A heron stood there."
    claim_pen_name(user=alice, name="Heron")
    return alice


class TestTheDownload:
    def test_holds_all_that_is_kept_and_a_good_name(self, alice, monkeypatch, settings):
        settings.SHOP_NAME = "Alder & Söhne"
        monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 23))
        response = signed_in(alice).get(DOWNLOAD)
        assert response["Content-Type"] == "application/json"
        assert 'filename="alder-sohne-my-data-2026-11-23.json"' in response["Content-Disposition"]
        data = json.loads(response.content)
        assert data["account"]["email"] == "alice@example.org"
        assert data["account"]["email_addresses"] == [
            {"email": "alice@example.org", "verified": True, "primary": True}
        ]
        assert data["account"]["joined_at"].startswith(str(alice.date_joined.year))
        assert data["pen_name"]["name"] == "Heron"
        assert data["notes"] == ["A heron stood there."]

    def test_keeps_letters_of_every_script_readable(self, alice):
        shelf.notes[alice.pk] = "村上 “herón”"
        assert "村上 “herón”".replace('"', '\\"') in signed_in(alice).get(DOWNLOAD).text

    def test_holds_no_password(self, alice):
        assert "password" not in signed_in(alice).get(DOWNLOAD).text

    def test_of_an_account_without_a_pen_name_says_so(self):
        bob = make_reader("bob@example.org")
        shelf.notes[bob.pk] = ""
        assert json.loads(signed_in(bob).get(DOWNLOAD).content)["pen_name"] is None

    def test_is_only_for_the_person(self, client):
        assert client.get(DOWNLOAD)["Location"].startswith(SIGN_IN)


class TestClosingAnAccount:
    @pytest.mark.parametrize(("keep", "kept"), [(True, ["A heron stood there."]), (False, [])])
    def test_asks_every_room_to_erase_and_deletes_the_person(self, alice, keep, kept):
        close_account(user=alice, keep_anonymous=keep)
        assert (shelf.notes, shelf.kept) == ({}, kept)
        assert not User.objects.exists()
        assert not EmailAddress.objects.exists()

    def test_retires_the_pen_name_for_ever(self, alice):
        close_account(user=alice, keep_anonymous=True)
        heron = PenName.objects.get()
        assert (heron.user, heron.is_retired) == (None, True)
        assert heron.retired_reason == "account closed"
        with pytest.raises(InvalidPenName):
            claim_pen_name(user=make_user(), name="her0n")

    def test_keeps_the_reason_why_staff_retired_a_name(self, alice):
        retire_pen_name(PenName.objects.get(), reason="Rude.", staff=make_staff())
        close_account(user=alice, keep_anonymous=True)
        assert PenName.objects.get().retired_reason == "Rude."

    def test_happens_wholly_or_not_at_all(self, alice, monkeypatch):
        def fail(self, user, *, keep_anonymous):
            raise RuntimeError("The room is locked.")

        monkeypatch.setattr(Shelf, "erase", fail)
        with pytest.raises(RuntimeError):
            close_account(user=alice, keep_anonymous=True)
        assert not PenName.objects.get().is_retired
        assert User.objects.exists()


class TestThePages:
    @pytest.fixture
    def browser(self, alice):
        return signed_in(alice)

    def test_ask_what_becomes_of_the_reviews_first(self, browser):
        assert "Keep them" in words_of(browser.get(DELETE))
        response = browser.get(DELETE, {"reviews": "burn"})
        assert "valid choice" in response.text

    @pytest.mark.parametrize(("choice", "kept"), [("keep", 1), ("delete", 0)])
    def test_then_ask_for_the_password_and_close_the_account(self, browser, choice, kept):
        address = f"{DELETE}?reviews={choice}"
        assert "cannot be undone" in words_of(browser.get(address))
        response = browser.post(address, {"password": PASSWORD}, follow=True)
        assert "Your account is closed" in words_of(response)
        assert len(shelf.kept) == kept
        assert not is_signed_in(browser)
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        ("password", "reason"), [("", "Write your password"), ("wrong", "not your password")]
    )
    def test_do_nothing_without_the_password(self, browser, password, reason):
        response = browser.post(f"{DELETE}?reviews=delete", {"password": password})
        assert reason in error_of(response, "password")
        assert User.objects.exists()

    def test_do_nothing_without_the_choice(self, browser):
        browser.post(DELETE, {"password": PASSWORD})
        assert User.objects.exists()

    def test_sent_twice_end_well(self, browser):
        for _ in range(2):
            response = browser.post(f"{DELETE}?reviews=keep", {"password": PASSWORD})
            assert response.status_code == 302

    def test_sign_out_every_other_browser(self, browser, alice):
        other = signed_in(alice)
        browser.post(f"{DELETE}?reviews=keep", {"password": PASSWORD})
        assert other.get("/accounts/")["Location"].startswith(SIGN_IN)

    def test_leave_the_address_free_for_a_new_account(self, browser, client):
        browser.post(f"{DELETE}?reviews=keep", {"password": PASSWORD})
        assert "do not belong together" in words_of(sign_in(client, "alice@example.org"))

    def test_are_not_for_staff(self):
        staff = signed_in(make_staff())
        assert staff.get(DELETE).status_code == 403
        assert DELETE not in staff.get("/accounts/").text

    def test_are_not_for_visitors(self, client):
        assert client.post(f"{DELETE}?reviews=keep")["Location"].startswith(SIGN_IN)
