import pytest
from bs4 import BeautifulSoup
from django.test import Client

from reviews.models import Draft
from tests.accounts.readers import make_reader
from tests.factories import make_edition
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def send_without_token(
    address: str, data: dict[str, str], client: Client | None = None, **headers: str
) -> tuple[Client, BeautifulSoup]:
    client = client or Client()
    client.handler.enforce_csrf_checks = True
    response = client.post(address, data, headers=headers)
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


class TestTheDraft:
    """Whoever closes the page that hands a review back finds it again (RV-10)."""

    @pytest.fixture
    def address(self):
        return f"/reviews/write/{make_edition().isbn13}/"

    @pytest.fixture
    def alice(self, client):
        client.force_login(make_reader())
        return client

    def test_is_kept_with_the_account(self, address, alice):
        send_without_token(address, {"text": "A long\0 text", "password": "secret"}, alice)
        assert Draft.objects.get().typed == {"text": ["A long\N{REPLACEMENT CHARACTER} text"]}

    @pytest.mark.parametrize("headers", [{}, {"Origin": "http://testserver"}])
    def test_is_kept_for_a_visitor(self, address, headers):
        client, _ = send_without_token(address, {"text": "A long text"}, **headers)
        assert "A long text" in client.get(address).content.decode()

    @pytest.mark.parametrize(
        "origin", ["https://elsewhere.example", "null", "", "http://[", "http://testserver.x"]
    )
    def test_of_another_site_is_not_kept(self, address, alice, origin):
        send_without_token(address, {"text": "Buy this"}, alice, Origin=origin)
        assert not Draft.objects.exists()

    def test_stays_when_nothing_is_sent(self, address, alice):
        send_without_token(address, {"text": "A long text"}, alice)
        send_without_token(address, {}, alice)
        assert Draft.objects.get().typed == {"text": ["A long text"]}

    def test_is_kept_no_more_often_than_the_form_is_taken_in(self, address, alice, monkeypatch):
        monkeypatch.setattr("reviews.views.write.hit", lambda *args, **kwargs: 60)
        _, page = send_without_token(address, {"text": "A long text"}, alice)
        assert "A long text" in page.get_text()
        assert not Draft.objects.exists()

    def test_of_no_edition_is_only_handed_back(self, alice):
        address = "/reviews/write/9780306406157/"
        _, page = send_without_token(address, {"text": "A long text"}, alice)
        assert "A long text" in page.get_text()
        assert not Draft.objects.exists()

    def test_that_cannot_be_read_is_refused(self, address):
        client = Client(enforce_csrf_checks=True)
        kind = "multipart/form-data; boundary="
        assert client.post(address, data=b"text", content_type=kind).status_code == 400
