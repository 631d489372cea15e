import pytest

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

pytestmark = pytest.mark.django_db
THERE = "/reviews/write/9781572308695/?rating=4"


class TestSigningIn:
    def test_opens_the_account(self, client):
        make_reader()
        assert sign_in(client, "alice@example.org")["Location"] == "/accounts/"
        assert is_signed_in(client)

    def test_ignores_capitals_in_the_address(self, client):
        make_reader()
        sign_in(client, "Alice@Example.ORG")
        assert is_signed_in(client)

    def test_goes_on_where_it_was_called_from(self, client):
        make_reader()
        assert sign_in(client, "alice@example.org", next=THERE)["Location"] == THERE

    @pytest.mark.parametrize(
        "there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"]
    )
    def test_never_goes_on_to_another_site(self, client, there):
        make_reader()
        assert sign_in(client, "alice@example.org", next=there)["Location"] == "/accounts/"

    def test_passes_the_way_on_to_sign_up_and_to_a_new_password(self, client):
        page = client.get(SIGN_IN, {"next": THERE}).text
        for link in ("/accounts/signup/?next=", "/accounts/password/reset/?next="):
            assert f"{link}%2Freviews%2Fwrite%2F9781572308695%2F%3Frating%3D4" in page

    def test_keeps_the_typed_address_after_an_error(self, client):
        make_reader()
        response = sign_in(client, "alice@example.org", "wrong")
        assert 'value="alice@example.org"' in response.text
        assert PASSWORD not in response.text

    def test_answers_alike_for_known_and_unknown_addresses(self, client):
        make_reader()
        known = words_of(sign_in(client, "alice@example.org", "wrong"))
        unknown = words_of(sign_in(client, "nobody@example.org", "wrong"))
        assert known == unknown
        assert "do not belong together" in known

    @pytest.mark.parametrize(
        ("email", "password", "field", "reason"),
        [
            ("", PASSWORD, "login", "required"),
            ("alice", PASSWORD, "login", "valid email"),
            ("a\0@example.org", PASSWORD, "login", "Null characters"),
            ("alice@example.org", "", "password", "required"),
            ("alice@example.org", "\0", "password", "Null characters"),
        ],
    )
    def test_says_what_is_wrong_beside_the_field(self, client, email, password, field, reason):
        assert reason in error_of(sign_in(client, email, password), field)

    def test_into_an_account_that_staff_switched_off_is_explained(self, client):
        make_reader(is_active=False)
        response = client.post(
            SIGN_IN, {"login": "alice@example.org", "password": PASSWORD}, follow=True
        )
        assert "not active" in words_of(response)
        assert not is_signed_in(client)

    def test_lasts_as_long_as_the_browser_unless_asked_to_last(self, client):
        make_reader()
        sign_in(client, "alice@example.org")
        assert client.session.get_expire_at_browser_close()
        client.logout()
        sign_in(client, "alice@example.org", remember="on")
        assert not client.session.get_expire_at_browser_close()


class TestSigningOut:
    def test_ends_the_session_and_says_so(self):
        alice = signed_in(make_reader())
        response = alice.post("/accounts/logout/", follow=True)
        assert "You are signed out." in words_of(response)
        assert not is_signed_in(alice)

    def test_by_a_link_asks_first(self):
        alice = signed_in(make_reader())
        assert "Sign out?" in words_of(alice.get("/accounts/logout/"))
        assert is_signed_in(alice)
