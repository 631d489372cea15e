import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from tests.factories import make_user


@pytest.mark.django_db
class TestUser:
    def test_is_called_by_the_email_address(self):
        assert str(make_user("alice@example.org")) == "alice@example.org"

    @pytest.mark.parametrize(
        "email", ["alice@example.org", "Alice@example.org", "ALICE@EXAMPLE.ORG"]
    )
    def test_has_an_address_that_no_other_account_has(self, email):
        make_user("alice@example.org")
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.bulk_create([User(email=email)])

    def test_is_found_whatever_the_capitals(self):
        alice = make_user("alice@example.org")
        assert User.objects.get_by_natural_key("ALICE@example.org") == alice


@pytest.mark.django_db
class TestMakingAUser:
    def test_hashes_the_password(self):
        user = User.objects.create_user("alice@example.org", "a plain password")
        assert "plain" not in user.password
        assert user.check_password("a plain password")

    def test_gives_no_rights(self):
        user = make_user()
        assert (user.is_staff, user.is_superuser) == (False, False)

    def test_without_a_password_nobody_can_sign_in(self, client):
        make_user("alice@example.org")
        assert not client.login(email="alice@example.org", password="")

    @pytest.mark.parametrize("email", ["", None])
    def test_needs_an_address(self, email):
        with pytest.raises(ValueError, match="needs an e-mail address"):
            User.objects.create_user(email)

    def test_a_superuser_may_do_all(self):
        user = User.objects.create_superuser("charlie@example.org", "a plain password")
        assert (user.is_staff, user.is_superuser) == (True, True)
