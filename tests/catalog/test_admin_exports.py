"""Staff download the books they chose as an ONIX message."""

from io import BytesIO

import onixcheck
import pytest

from tests.admin_pages import rows_of
from tests.factories import make_edition, make_staff, make_user, make_work

pytestmark = pytest.mark.django_db


def download(client, model: str, action: str, *rows) -> bytes:
    response = client.post(
        f"/admin/catalog/{model}/",
        {"action": action, "_selected_action": [row.pk for row in rows]},
    )
    assert response.status_code == 200
    assert response.streaming
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="books-')
    return b"".join(response.streaming_content)


@pytest.fixture
def staff_client(client):
    client.force_login(make_staff())
    return client


def test_chosen_editions_are_downloaded(staff_client):
    chosen, other = make_edition(), make_edition()

    message = download(staff_client, "edition", "export_editions", chosen)

    file = BytesIO(message)
    file.name = "message.xml"
    assert onixcheck.validate(file) == []
    assert chosen.isbn13.encode() in message
    assert other.isbn13.encode() not in message


def test_the_list_of_editions_offers_all_of_them_before_a_search(staff_client):
    edition = make_edition()

    (row,) = rows_of(staff_client.get("/admin/catalog/edition/"))

    assert edition.isbn13 in row


def test_every_edition_of_chosen_works_is_downloaded(staff_client):
    work = make_work("Emma")
    editions, other = [make_edition(work), make_edition(work)], make_edition()

    message = download(staff_client, "work", "export_works", work)

    assert all(edition.isbn13.encode() in message for edition in editions)
    assert other.isbn13.encode() not in message


def test_staff_without_a_right_to_the_catalogue_get_nothing(client):
    edition = make_edition()
    client.force_login(make_user(is_staff=True))

    response = client.post(
        "/admin/catalog/edition/",
        {"action": "export_editions", "_selected_action": [edition.pk]},
    )

    assert response.status_code == 403
