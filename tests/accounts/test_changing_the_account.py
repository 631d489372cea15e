"""A new password, and another e-mail address."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.readers import (
    CONFIRM,
    PASSWORD,
    code_in,
    error_of,
    is_signed_in,
    make_reader,
    sign_in,
    signed_in,
    words_of,
)

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"
CODE = "/accounts/password/reset/confirm/"
COMPLETE = "/accounts/password/reset/complete/"
CHANGE = "/accounts/password/change/"
EMAIL = "/accounts/email/"
REAUTHENTICATE = "/accounts/reauthenticate/"
NEW = "four loud herons"


def passwords(one=NEW, two=None):
    return {"password1": one, "password2": one if two is None else two}


class TestAForgottenPassword:
    def test_is_replaced_with_a_code_from_a_mail(self, client, mailoutbox):
        make_reader()
        client.post(RESET, {"email": "Alice@example.org", "next": "/subjects/"})
        client.post(CODE, {"code": code_in(mailoutbox[0])})
        response = client.post(COMPLETE, passwords() | {"next": "/subjects/"})
        assert response["Location"] == "/subjects/"
        assert is_signed_in(client)
        assert User.objects.get().check_password(NEW)

    def test_answers_alike_for_known_and_unknown_addresses(self, mailoutbox):
        make_reader("alice@example.org")
        pages = []
        for email in ("alice@example.org", "nobody@example.org"):
            response = Client().post(RESET, {"email": email}, follow=True)
            pages.append((response.redirect_chain, words_of(response).replace(email, "")))
        assert pages[0] == pages[1]
        assert "no account with this address" in mailoutbox[1].body

    def test_is_not_replaced_with_a_wrong_code(self, client, mailoutbox):
        make_reader()
        client.post(RESET, {"email": "alice@example.org"})
        assert "not the code" in error_of(client.post(CODE, {"code": "WRONG"}), "code")
        assert client.post(COMPLETE, passwords())["Location"] == CODE
        assert User.objects.get().check_password(PASSWORD)

    def test_is_not_replaced_without_a_code(self, client):
        assert client.get(CODE).status_code == 302
        assert client.get(COMPLETE)["Location"] == RESET

    @pytest.mark.parametrize("email", ["", "alice", "a\0@example.org"])
    def test_needs_an_address(self, client, email, mailoutbox):
        assert error_of(client.post(RESET, {"email": email}), "email")
        assert not mailoutbox

    def test_mails_what_happened(self, client, mailoutbox):
        make_reader()
        client.post(RESET, {"email": "alice@example.org"})
        client.post(CODE, {"code": code_in(mailoutbox[0])})
        client.post(COMPLETE, passwords())
        assert "set anew" in mailoutbox[1].body
        assert "If this was not you" in mailoutbox[1].body


class TestChangingThePassword:
    def test_keeps_the_person_signed_in(self, mailoutbox):
        alice = signed_in(make_reader())
        response = alice.post(CHANGE, {"oldpassword": PASSWORD} | passwords(), follow=True)
        assert "Your password is set." in words_of(response)
        assert User.objects.get().check_password(NEW)
        assert "password of your account was changed" in mailoutbox[0].body

    @pytest.mark.parametrize(
        ("typed", "field", "reason"),
        [
            ({"oldpassword": "wrong"} | passwords(), "oldpassword", "not your password"),
            ({"oldpassword": PASSWORD} | passwords("short"), "password1", "at least 8"),
            ({"oldpassword": PASSWORD} | passwords(NEW, "other"), "password2", "same password"),
        ],
    )
    def test_says_what_is_wrong_beside_the_field(self, typed, field, reason):
        alice = signed_in(make_reader())
        assert reason in error_of(alice.post(CHANGE, typed), field)
        assert User.objects.get().check_password(PASSWORD)

    def test_of_an_account_without_one_asks_for_no_old_one(self):
        user = make_reader()
        user.set_unusable_password()
        user.save()
        alice = signed_in(user)
        assert alice.get(CHANGE)["Location"] == "/accounts/password/set/"
        alice.post("/accounts/password/set/", passwords())
        assert User.objects.get().check_password(NEW)


def ask_for(client, email):
    """Ask for another address, and give the password that is wanted for it."""
    response = client.post(EMAIL, {"action_add": "", "email": email})
    if response.status_code == 302:
        assert response["Location"].startswith(REAUTHENTICATE)
        response = client.post(response["Location"], {"password": PASSWORD})
    return response


class TestChangingTheAddress:
    @pytest.fixture
    def alice(self, client):
        make_reader()
        sign_in(client, "alice@example.org")
        return client

    def test_waits_for_the_code_sent_to_the_new_one(self, alice, mailoutbox):
        assert ask_for(alice, "new@example.org")["Location"] == CONFIRM
        assert User.objects.get().email == "alice@example.org"
        assert mailoutbox[0].to == ["new@example.org"]
        alice.post(CONFIRM, {"code": code_in(mailoutbox[0])})
        assert User.objects.get().email == "new@example.org"

    def test_tells_the_old_address(self, alice, mailoutbox):
        ask_for(alice, "new@example.org")
        alice.post(CONFIRM, {"code": code_in(mailoutbox[0])})
        assert mailoutbox[1].to == ["alice@example.org"]
        assert "is now new@example.org" in mailoutbox[1].body

    def test_takes_the_password(self, alice, mailoutbox):
        response = alice.post(EMAIL, {"action_add": "", "email": "new@example.org"})
        refused = alice.post(response["Location"], {"password": "wrong"})
        assert "not your password" in error_of(refused, "password")
        assert not mailoutbox

    def test_to_one_that_somebody_has_answers_as_for_any_other(self, alice, mailoutbox):
        make_reader("bob@example.org")
        taken = ask_for(alice, "bob@example.org")
        code = code_in(mailoutbox[0])
        assert taken["Location"] == CONFIRM
        assert "There is an account" in error_of(alice.post(CONFIRM, {"code": code}), "code")
        assert User.objects.filter(email="alice@example.org").exists()

    @pytest.mark.parametrize(
        ("email", "reason"),
        [
            ("", "required"),
            ("alice", "valid email"),
            ("a" * 300 + "@example.org", "at most 254"),
            ("alice@example.org", "address of your account already"),
        ],
    )
    def test_says_what_is_wrong_beside_the_field(self, alice, email, reason, mailoutbox):
        assert reason in error_of(ask_for(alice, email), "email")
        assert not mailoutbox
