"""People on the account pages: what they fill in, and the mails they read."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from lxml import html

from accounts.models import User
from tests.factories import make_user

PASSWORD = "three quiet herons"

AGE = "/accounts/signup/age/"
SIGN_UP = "/accounts/signup/"
SIGN_IN = "/accounts/login/"
CONFIRM = "/accounts/confirm-email/"
PEN_NAME = "/accounts/pen-name/"


def make_reader(email: str = "alice@example.org", **fields: Any) -> User:
    """Make an account whose address is confirmed."""
    user = make_user(email, password=PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pass_age(client: Client) -> None:
    client.post(AGE, {"month": 5, "year": 1980})


def sign_up(client: Client, email: str = "alice@example.org", **fields: str) -> Any:
    return client.post(SIGN_UP, {"email": email, "password1": PASSWORD} | fields)


def sign_in(client: Client, email: str, password: str = PASSWORD, **fields: str) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password} | fields)


def code_in(mail: EmailMessage) -> str:
    """Return the code that stands alone on a line of the mail."""
    found = re.search(r"^ {4}(\S+)$", str(mail.body), re.MULTILINE)
    assert found, f"There is no code in:\n{mail.body}"
    return found[1]


def words_of(response: HttpResponse) -> str:
    """Return the words of the main part of a page."""
    (main,) = html.fromstring(response.text).xpath("//main")
    return " ".join(main.text_content().split())


def error_of(response: HttpResponse, field: str) -> str:
    """Return what is said beside a field, or nothing."""
    found = html.fromstring(response.text).xpath(f"//*[@id='id_{field}_error']")
    return " ".join(found[0].text_content().split()) if found else ""


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
