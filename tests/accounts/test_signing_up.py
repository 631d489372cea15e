import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from accounts.sign_in_forms import SignupForm
from tests.accounts.readers import (
    CONFIRM,
    PASSWORD,
    SIGN_UP,
    code_in,
    error_of,
    is_signed_in,
    make_reader,
    pass_age,
    sign_in,
    sign_up,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client):
    """Somebody who is old enough."""
    pass_age(client)
    return client


class TestSigningUp:
    def test_sends_a_code_that_confirms_the_address_and_signs_in(self, visitor, mailoutbox):
        assert sign_up(visitor)["Location"] == CONFIRM
        assert not is_signed_in(visitor)
        response = visitor.post(CONFIRM, {"code": code_in(mailoutbox[0])})
        assert response["Location"] == "/accounts/"
        assert is_signed_in(visitor)
        assert EmailAddress.objects.get().verified

    def test_goes_on_where_it_was_called_from(self, visitor, mailoutbox):
        there = "/accounts/pen-name/?next=/reviews/write/9781572308695/"
        sign_up(visitor, next=there)
        response = visitor.post(CONFIRM, {"code": code_in(mailoutbox[0])})
        assert response["Location"] == there

    @pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:1"])
    def test_never_goes_on_to_another_site(self, visitor, mailoutbox, there):
        sign_up(visitor, next=there)
        response = visitor.post(CONFIRM, {"code": code_in(mailoutbox[0]), "next": there})
        assert response["Location"] == "/accounts/"

    def test_writes_a_mail_in_plain_words(self, visitor, mailoutbox, settings):
        sign_up(visitor)
        (mail,) = mailoutbox
        assert mail.subject == f"{settings.SHOP_NAME}: The code for your e-mail address"
        assert mail.to == ["alice@example.org"]
        assert mail.body.startswith("Good day,\n\nThis is the code that confirms")
        assert settings.SHOP_NAME in mail.body

    @pytest.mark.parametrize(
        ("email", "password", "field", "reason"),
        [
            ("", PASSWORD, "email", "required"),
            ("alice", PASSWORD, "email", "valid email"),
            ("a\0@example.org", PASSWORD, "email", "Null characters"),
            ("a" * 300 + "@example.org", PASSWORD, "email", "at most 254"),
            ("alice@example.org", "", "password1", "required"),
            ("alice@example.org", "short", "password1", "at least 8"),
            ("alice@example.org", "12345678901", "password1", "entirely numeric"),
            ("alice@example.org", "alice@example", "password1", "too similar"),
        ],
    )
    def test_says_what_is_wrong_beside_the_field(self, visitor, email, password, field, reason):
        response = visitor.post(SIGN_UP, {"email": email, "password1": password})
        assert reason in error_of(response, field)
        assert not User.objects.exists()
        assert "\0" in email or f'value="{email}"' in response.text or not email


class TestAnAddressThatHasAnAccount:
    def test_gets_the_same_answer_as_a_new_one(self, visitor, client, mailoutbox):
        make_reader("alice@example.org")
        known = sign_up(visitor)
        known_page = words_of(visitor.get(known["Location"]))
        fresh = type(client)()
        pass_age(fresh)
        new = sign_up(fresh, "bob@example.org")
        assert known["Location"] == new["Location"]
        new_page = words_of(fresh.get(new["Location"]))
        assert known_page == new_page.replace("bob@", "alice@")

    def test_is_told_by_mail_only(self, visitor, mailoutbox):
        make_reader("alice@example.org")
        sign_up(visitor, "Alice@Example.org")
        (mail,) = mailoutbox
        assert "There is one already" in mail.body
        assert "/accounts/password/reset/" in mail.body
        assert User.objects.count() == 1

    def test_taken_by_somebody_a_moment_before_is_no_error_page(self, visitor, monkeypatch):
        check = SignupForm.clean

        def then_bob_is_quicker(form):
            data = check(form)
            make_reader("alice@example.org")
            return data

        monkeypatch.setattr(SignupForm, "clean", then_bob_is_quicker)
        assert sign_up(visitor)["Location"] == CONFIRM
        assert User.objects.count() == 1


class TestConfirming:
    @pytest.fixture
    def alice(self, visitor):
        sign_up(visitor)
        return visitor

    def test_refuses_a_wrong_code_three_times_then_begins_again(self, alice):
        for _ in range(2):
            response = alice.post(CONFIRM, {"code": "WRONG"})
            assert "not the code in the mail" in error_of(response, "code")
        response = alice.post(CONFIRM, {"code": "WRONG"}, follow=True)
        assert "Please begin again" in words_of(response)
        assert not is_signed_in(alice)

    def test_sends_a_new_code_and_the_old_one_is_void(self, alice, mailoutbox):
        alice.post(CONFIRM, {"action": "resend"})
        old, new = map(code_in, mailoutbox)
        assert "not the code" in error_of(alice.post(CONFIRM, {"code": old}), "code")
        alice.post(CONFIRM, {"code": new})
        assert is_signed_in(alice)

    def test_reads_a_code_in_small_letters(self, alice, mailoutbox):
        alice.post(CONFIRM, {"code": f" {code_in(mailoutbox[0]).lower()} "})
        assert is_signed_in(alice)

    def test_is_needed_before_signing_in(self, alice, client, mailoutbox):
        elsewhere = type(client)()
        assert sign_in(elsewhere, "alice@example.org")["Location"] == CONFIRM
        assert not is_signed_in(elsewhere)
        elsewhere.post(CONFIRM, {"code": code_in(mailoutbox[-1])})
        assert is_signed_in(elsewhere)

    def test_without_having_signed_up_leads_to_the_sign_in(self, client):
        assert client.get(CONFIRM)["Location"] == "/accounts/login/"
