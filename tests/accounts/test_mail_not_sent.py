"""When the mail server is down."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests.accounts.mail_servers import DEAD, WATCHFUL
from tests.accounts.readers import (
    CONFIRM,
    PASSWORD,
    code_in,
    is_signed_in,
    make_reader,
    pass_age,
    sign_in,
    sign_up,
    signed_in,
    words_of,
)

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"
EMAIL = "/accounts/email/"


@pytest.fixture
def dead_server(settings):
    settings.EMAIL_BACKEND = DEAD


@pytest.fixture
def mail_works(settings):
    """Mend the mail server in the middle of a test."""
    backend = settings.EMAIL_BACKEND

    def mend():
        settings.EMAIL_BACKEND = backend

    return mend


@pytest.fixture
def visitor(client):
    """Somebody who is old enough."""
    pass_age(client)
    return client


def assert_told(response, *, typed: str = "") -> None:
    assert response.status_code == 503
    assert "We could not send the e-mail just now." in words_of(response)
    assert f'value="{typed}"' in response.text or not typed


class TestSigningUp:
    def test_makes_no_account_and_keeps_the_address(self, visitor, dead_server):
        response = sign_up(visitor, next="/reviews/mine/")
        assert_told(response, typed="alice@example.org")
        assert 'value="/reviews/mine/"' in response.text
        assert PASSWORD not in response.text
        assert not User.objects.exists()
        assert not EmailAddress.objects.exists()

    def test_waits_for_no_code(self, visitor, dead_server):
        sign_up(visitor)
        assert visitor.get(CONFIRM)["Location"] == "/accounts/login/"

    def test_works_a_little_later_without_another_question_of_age(
        self, mail_works, visitor, dead_server, mailoutbox
    ):
        sign_up(visitor)
        mail_works()
        assert sign_up(visitor)["Location"] == CONFIRM
        visitor.post(CONFIRM, {"code": code_in(mailoutbox[0])})
        assert is_signed_in(visitor)

    def test_writes_the_reason_to_the_log(self, visitor, dead_server, caplog):
        sign_up(visitor)
        assert "SMTPServerDisconnected: Connection unexpectedly closed" in caplog.text

    def test_tells_nobody_that_there_is_an_account(self, visitor, dead_server):
        new = sign_up(visitor, "bob@example.org")
        make_reader("alice@example.org")
        known = sign_up(visitor)
        assert known.status_code == new.status_code
        assert words_of(known) == words_of(new)
        assert User.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_never_holds_the_database_while_mail_is_sent(self, visitor, settings):
        settings.EMAIL_BACKEND = WATCHFUL
        make_reader("alice@example.org")
        for email in ("alice@example.org", "bob@example.org"):
            assert sign_up(visitor, email)["Location"] == CONFIRM
            visitor = Client()
            pass_age(visitor)


class TestAnotherCode:
    def test_that_was_not_sent_leaves_the_one_before(
        self, visitor, mailoutbox, request, mail_works
    ):
        sign_up(visitor)
        request.getfixturevalue("dead_server")
        response = visitor.post(CONFIRM, {"action": "resend"})
        assert_told(response)
        assert 'name="code"' in response.text
        mail_works()
        visitor.post(CONFIRM, {"code": code_in(mailoutbox[0])})
        assert is_signed_in(visitor)

    def test_asked_for_at_the_sign_in_keeps_the_address(self, visitor, request):
        sign_up(visitor)
        request.getfixturevalue("dead_server")
        assert_told(sign_in(Client(), "alice@example.org"), typed="alice@example.org")


class TestANewPassword:
    def test_tells_nobody_whether_there_is_an_account(self, client, dead_server):
        make_reader("alice@example.org")
        known, unknown = (
            client.post(RESET, {"email": email})
            for email in ("alice@example.org", "bob@example.org")
        )
        assert_told(known, typed="alice@example.org")
        assert_told(unknown, typed="bob@example.org")
        assert words_of(known) == words_of(unknown)

    def test_is_set_although_the_notice_of_it_cannot_be_sent(self, dead_server):
        alice = make_reader("alice@example.org")
        fields = {"oldpassword": PASSWORD, "password1": "four loud geese"}
        response = signed_in(alice).post(
            "/accounts/password/change/", fields | {"password2": "four loud geese"}
        )
        assert response.status_code == 302
        alice.refresh_from_db()
        assert alice.check_password("four loud geese")


def test_new_address_is_kept_in_the_form_and_changes_nothing(client, dead_server):
    client.force_login(make_reader("alice@example.org"))
    asked = client.post(EMAIL, {"email": "new@example.org", "action_add": ""})
    response = client.post(asked["Location"], {"password": PASSWORD})
    assert_told(response, typed="new@example.org")
    assert EmailAddress.objects.get().email == "alice@example.org"
    assert client.get(CONFIRM)["Location"] == EMAIL
