from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.http import http_date

from bookstore.media import media_file

PICTURE = b"\xff\xd8\xff" + b"not compressed by any means " * 50


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of media, with a secret beside it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "covers").mkdir(parents=True)
    (tmp_path / "media" / "covers" / "emma-1a2b.jpg").write_bytes(PICTURE)
    (tmp_path / "media" / "notes.txt").write_text("many words " * 100)
    (tmp_path / "secret_key").write_text("not for others")


@pytest.fixture
def browser() -> Client:
    return Client(headers={"Accept-Encoding": "gzip, br"})


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_picture_comes_as_it_is_with_its_length(browser):
    response = browser.get("/media/covers/emma-1a2b.jpg")
    assert content_of(response) == PICTURE
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == str(len(PICTURE))
    assert response["Content-Encoding"] != "gzip"


def test_picture_may_be_kept_by_any_cache_for_good(browser):
    response = browser.get("/media/covers/emma-1a2b.jpg")
    content_of(response)
    kept = set(response["Cache-Control"].split(", "))
    assert kept == {"public", "max-age=31536000", "immutable"}
    assert "Vary" not in response
    assert not response.cookies


def test_type_is_not_guessed_from_the_content(browser):
    response = browser.get("/media/covers/emma-1a2b.jpg")
    content_of(response)
    assert response["X-Content-Type-Options"] == "nosniff"


def test_other_files_are_still_compressed(browser):
    response = browser.get("/media/notes.txt")
    content_of(response)
    assert response["Content-Encoding"] == "gzip"


def test_file_not_changed_is_not_sent_again(browser):
    tomorrow = http_date((datetime.now(UTC) + timedelta(days=1)).timestamp())
    response = browser.get("/media/covers/emma-1a2b.jpg", headers={"If-Modified-Since": tomorrow})
    assert (response.status_code, response.content) == (304, b"")
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["", "covers", "covers/", "covers/none.jpg", "covers/\x00.jpg", "covers/" + "long" * 100],
)
def test_no_folder_is_listed_and_nothing_else_is_found(browser, path):
    response = browser.get(f"/media/{path}")
    assert response.status_code == 404
    assert "Cache-Control" not in response


@pytest.mark.parametrize(
    "path", ["../secret_key", "covers/../../secret_key", "%2e%2e/secret_key", "..%2fsecret_key"]
)
def test_no_path_leads_out_of_the_folder(browser, path):
    response = browser.get(f"/media/{path}")
    assert response.status_code in (400, 404)
    assert b"not for others" not in response.content


def test_nothing_can_be_sent_there(rf):
    assert media_file(rf.post("/media/notes.txt"), "notes.txt").status_code == 405
