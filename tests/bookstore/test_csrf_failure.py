import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import make_edition
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def send_without_token(address: str, data: dict[str, str]) -> tuple[Client, BeautifulSoup]:
    client = Client(enforce_csrf_checks=True)
    response = client.post(address, data)
    assert response.status_code == 403
    return client, BeautifulSoup(response.content, "html.parser")


def test_what_was_typed_in_a_review_is_handed_back_to_send_again():
    address = f"/reviews/write/{make_edition().isbn13}/"
    typed = {"text": "A long text <b>", "rating": "4", "action": "check"}
    client, page = send_without_token(address, typed)
    assert page.select_one("textarea").get_text() == "A long text <b>"
    fields = {each["name"]: each["value"] for each in page.select("main input")}
    again = client.post(address, {**typed, **fields})
    assert again.status_code == 200
    assert "A long text &lt;b&gt;" in again.content.decode()


def test_other_forms_are_told_to_begin_again_and_hand_nothing_back():
    _, page = send_without_token("/accounts/login/", {"login": "a@b.example", "password": "secret"})
    assert "load the page again" in text_of(page.main)
    assert "secret" not in str(page)
