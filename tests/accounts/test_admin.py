import pytest
from django.test import Client

from accounts.models import User
from tests.admin_pages import form_on, rows_of, words_of
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db

USERS = "/admin/accounts/user/"
PASSWORD = "three quiet herons"


def change(user):
    return f"{USERS}{user.pk}/change/"


def add(client, **typed):
    data = form_on(client, f"{USERS}add/") | {"password1": PASSWORD, "password2": PASSWORD}
    return client.post(f"{USERS}add/", data | typed)


class TestEveryScreen:
    def test_opens_list_add_change_and_password(self, admin_client):
        alice = make_user("alice@example.org")
        for address in (USERS, f"{USERS}add/", change(alice), f"{USERS}{alice.pk}/password/"):
            assert admin_client.get(address).status_code == 200

    @pytest.mark.parametrize("address", [USERS, f"{USERS}add/"])
    def test_sends_anonymous_visitors_to_the_sign_in(self, client, address):
        assert client.get(address)["Location"].startswith("/admin/login/")

    def test_bears_the_name_of_the_shop(self, admin_client, settings):
        assert settings.SHOP_NAME in words_of(admin_client.get("/admin/"))

    def test_loads_no_script_or_style_that_the_policy_forbids(self, admin_client):
        page = admin_client.get(f"{USERS}add/").text
        assert "<style" not in page
        assert "<script>" not in page


def test_staff_sign_in_with_their_email_address():
    make_staff("charlie@example.org")
    typed = {"username": "Charlie@example.org", "password": "a plain password"}
    response = Client().post("/admin/login/?next=/admin/", typed)
    assert response["Location"] == "/admin/"


class TestAdding:
    def test_takes_an_email_address_and_a_password(self, admin_client):
        response = add(admin_client, email="alice@example.org")
        assert response.status_code == 302, words_of(response)
        assert User.objects.get(email="alice@example.org").check_password(PASSWORD)

    def test_an_address_in_other_capitals_is_the_same_account(self, admin_client):
        make_user("alice@example.org")
        response = add(admin_client, email="Alice@example.org")
        assert "There is an account with this e-mail address." in words_of(response)

    @pytest.mark.parametrize("email", ["", "alice", "a\0lice@example.org"])
    def test_an_address_that_is_none_is_an_error(self, admin_client, email):
        before = User.objects.count()
        assert add(admin_client, email=email).status_code == 200
        assert User.objects.count() == before


class TestChanging:
    def test_saves_names_and_rights(self, admin_client):
        alice = make_user("alice@example.org")
        data = form_on(admin_client, change(alice)) | {"first_name": "Alice", "is_staff": "on"}
        response = admin_client.post(change(alice), data)
        assert response.status_code == 302, words_of(response)
        alice.refresh_from_db()
        assert (alice.first_name, alice.is_staff) == ("Alice", True)


def test_users_are_listed_and_searched_by_email_address(admin_client):
    make_user("bob@example.org")
    make_user("alice@example.org")
    addresses = [row.split()[0] for row in rows_of(admin_client.get(USERS, {"q": "example.org"}))]
    assert addresses == ["alice@example.org", "bob@example.org"]
