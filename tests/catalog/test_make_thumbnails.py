"""Covers of earlier days get their smaller files."""

from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.management import call_command
from PIL import Image

from catalog.models import Edition
from tests.factories import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(monkeypatch) -> InMemoryStorage:
    storage = InMemoryStorage()
    monkeypatch.setattr(Edition._meta.get_field("cover"), "storage", storage)
    return storage


def make_covered(color: str = "red") -> Edition:
    content = BytesIO()
    Image.new("RGB", (300, 450), color).save(content, "JPEG")
    return make_edition(cover=ContentFile(content.getvalue(), name=f"{color}.jpg"))


def run(*options: str) -> str:
    said = StringIO()
    call_command("make_thumbnails", *options, stdout=said, stderr=said)
    return said.getvalue()


def test_missing_ones_are_made(storage):
    edition = make_covered()

    assert run() == "covers made 1, left out 0\n"

    edition.refresh_from_db()
    assert edition.cover_widths == "160 320"
    assert storage.exists("covers/red-320.avif")


def test_only_what_is_missing_is_made(storage):
    make_covered("red")
    run()
    storage.delete("covers/red-160.jpg")
    make_covered("blue")

    assert run() == "covers made 1, left out 0\n"
    assert not storage.exists("covers/red-160.jpg")


def test_all_are_made_anew_when_told(storage):
    make_covered()
    run()
    storage.delete("covers/red-160.jpg")

    assert run("--all") == "covers made 1, left out 0\n"
    assert storage.exists("covers/red-160.jpg")


def test_a_lost_file_stops_no_other(storage):
    lost = make_covered("red")
    storage.delete(lost.cover.name)
    kept = make_covered("blue")

    said = run()

    assert f"{lost.isbn13}: the cover “covers/red.jpg”: its file cannot be opened." in said
    assert "covers made 1, left out 1" in said
    kept.refresh_from_db()
    assert kept.cover_widths


def test_books_without_a_cover_are_passed_over():
    make_edition()
    assert run() == "covers made 0, left out 0\n"
