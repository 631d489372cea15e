"""Cover pictures come from files beside the feed, and a bad one never stops a book."""

import os
from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import transaction
from PIL import Image

from catalog.importing import Outcome
from catalog.loading import load_file
from catalog.loading.covers import NewCover
from catalog.models import Edition
from tests.catalog.onix.messages import ISBN, OTHER_ISBN, make_cover, make_product, write_message

pytestmark = pytest.mark.django_db

PRODUCT = make_product(collateral=make_cover("covers/emma.jpg"))


@pytest.fixture(autouse=True)
def storage(monkeypatch) -> InMemoryStorage:
    storage = InMemoryStorage()
    monkeypatch.setattr(Edition._meta.get_field("cover"), "storage", storage)
    return storage


def picture(color: str = "red", kind: str = "JPEG", size: tuple[int, int] = (20, 30)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, color).save(content, kind)
    return content.getvalue()


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def cover_name() -> str:
    return Edition.objects.get().cover.name or ""


def stored_files(storage: InMemoryStorage) -> list[str]:
    return storage.listdir("covers")[1] if storage.exists("covers") else []


def test_a_cover_is_stored_with_its_size(load_one, tmp_path, storage):
    put(tmp_path / "covers/emma.jpg", picture())

    result = load_one(PRODUCT)

    assert result.warnings == []
    assert cover_name().startswith(f"covers/{ISBN}-")
    # As stored: an edition without them would open its picture each time it is read.
    assert Edition.objects.values_list("cover_width", "cover_height").get() == (20, 30)
    assert storage.open(cover_name()).read() == picture()


def test_the_smaller_files_are_made_with_the_cover(load_one, tmp_path, storage):
    put(tmp_path / "covers/emma.jpg", picture(size=(400, 600)))

    load_one(PRODUCT)

    assert Edition.objects.get().cover_widths == "160 320 512"
    stem = Path(cover_name()).stem
    assert set(stored_files(storage)) == {f"{stem}.jpg"} | {
        f"{stem}-{width}.{kind}" for width in (160, 320, 512) for kind in ("avif", "jpg")
    }


def test_a_turned_picture_is_noted_as_it_is_seen(load_one, tmp_path):
    content, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20), "red").save(content, "JPEG", exif=exif)
    put(tmp_path / "covers/emma.jpg", content.getvalue())

    load_one(PRODUCT)

    assert Edition.objects.values_list("cover_width", "cover_height").get() == (20, 30)


def test_several_pictures_in_one_file_are_a_jpeg(load_one, tmp_path):
    content = BytesIO()
    left, right = (Image.new("RGB", (20, 30), color) for color in ("red", "blue"))
    left.save(content, "MPO", save_all=True, append_images=[right])
    put(tmp_path / "covers/emma.jpg", content.getvalue())

    load_one(PRODUCT)

    assert cover_name().endswith(".jpg")


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_the_stored_name_tells_the_format_whatever_the_link_says(
    load_one, tmp_path, kind, extension
):
    put(tmp_path / "covers/emma.jpg", picture(kind=kind))

    load_one(PRODUCT)

    assert cover_name().endswith(f".{extension}")


def test_the_same_cover_again_is_unchanged(load_one, tmp_path, storage):
    put(tmp_path / "covers/emma.jpg", picture())
    load_one(PRODUCT)

    assert load_one(PRODUCT).outcome is Outcome.UNCHANGED
    assert len(stored_files(storage)) == 3  # The cover, and its smallest size in two formats.


def test_a_new_picture_gets_a_new_name_and_the_old_file_goes(
    load_one, tmp_path, storage, django_capture_on_commit_callbacks
):
    put(tmp_path / "covers/emma.jpg", picture("red"))
    load_one(PRODUCT)
    old = cover_name()
    put(tmp_path / "covers/emma.jpg", picture("blue"))

    with django_capture_on_commit_callbacks(execute=True):
        assert load_one(PRODUCT).outcome is Outcome.CHANGED

    new = cover_name()
    assert new != old
    assert all(name.startswith(Path(new).stem) for name in stored_files(storage))
    assert Path(new).name in stored_files(storage)


def test_a_cover_whose_file_was_lost_is_stored_again(load_one, tmp_path, storage):
    put(tmp_path / "covers/emma.jpg", picture())
    load_one(PRODUCT)
    storage.delete(cover_name())

    load_one(PRODUCT)

    assert storage.exists(cover_name())


def test_a_file_that_an_interrupted_load_left_is_replaced(load_one, tmp_path, storage):
    put(tmp_path / "covers/emma.jpg", picture())
    load_one(PRODUCT)
    name = cover_name()
    Edition.objects.all().delete()
    with storage.open(name, "wb") as file:
        file.write(b"half a pict")

    load_one(PRODUCT)

    assert cover_name() == name
    assert storage.open(name).read() == picture()


def test_a_record_without_a_cover_keeps_the_one_there_is(load_one, tmp_path):
    put(tmp_path / "covers/emma.jpg", picture())
    load_one(PRODUCT)

    load_one(make_product())

    assert Edition.objects.get().cover


def test_a_link_may_be_percent_encoded(load_one, tmp_path):
    put(tmp_path / "my covers/émma.jpg", picture())

    load_one(make_product(collateral=make_cover("my%20covers/%C3%A9mma.jpg")))

    assert Edition.objects.get().cover


class TestACoverIsLeftOutWithAWarning:
    @pytest.mark.parametrize(
        ("link", "words"),
        [
            ("none.jpg", "there is no such file"),
            ("../outside.jpg", "must be a file in the folder of the feed"),
            ("/etc/passwd", "must be a file in the folder of the feed"),
            ("link.jpg", "must be a file in the folder of the feed"),
            ("file:///etc/passwd", "must be a file in the folder of the feed"),
            ("//example.org/x.jpg", "must be a file in the folder of the feed"),
            ("https://example.org/x.jpg", "remote covers are not fetched"),
            ("HTTP://example.org/x.jpg", "remote covers are not fetched"),
            ("a%00b.jpg", "not the name of a file"),
            ("x" * 5_000, "not the name of a file"),
            ("//[", "not the name of a file"),
            ("folder", "there is no such file"),
            ("pipe", "there is no such file"),
            ("text.jpg", "not a whole JPEG, PNG or WebP picture"),
            ("empty.jpg", "not a whole JPEG, PNG or WebP picture"),
            ("half.jpg", "not a whole JPEG, PNG or WebP picture"),
            ("moving.gif", "not a whole JPEG, PNG or WebP picture"),
            ("drawing.svg", "not a whole JPEG, PNG or WebP picture"),
            ("vast.png", "more than 50,000,000 pixels"),
            ("bomb.png", "more than 50,000,000 pixels"),
        ],
    )
    def test_when_it_is(self, load_one, tmp_path, storage, link, words):
        feed = tmp_path
        put(feed.parent / "outside.jpg", picture())
        (feed / "link.jpg").symlink_to(feed.parent / "outside.jpg")
        (feed / "folder").mkdir()
        os.mkfifo(feed / "pipe")
        put(feed / "text.jpg", b"not a picture")
        put(feed / "empty.jpg", b"")
        put(feed / "half.jpg", picture(size=(200, 300))[:-200])
        put(feed / "moving.gif", picture(kind="GIF"))
        put(feed / "drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        put(feed / "vast.png", self.png_of_size(8_000, 8_000))
        put(feed / "bomb.png", self.png_of_size(60_000, 60_000))

        result = load_one(make_product(collateral=make_cover(link)))

        assert result.outcome is Outcome.CREATED
        assert words in result.warnings[0]
        assert not Edition.objects.get().cover
        assert stored_files(storage) == []

    @staticmethod
    def png_of_size(width: int, height: int) -> bytes:
        """A PNG that only claims its size: nothing of it is ever decoded."""
        head = picture(kind="PNG")
        size = width.to_bytes(4) + height.to_bytes(4)
        header = b"IHDR" + size + head[24:29]
        return head[:12] + header + crc32(header).to_bytes(4) + head[33:]


def test_files_of_a_batch_that_fails_are_removed(tmp_path, storage, monkeypatch):
    put(tmp_path / "covers/emma.jpg", picture())
    path = write_message(tmp_path, PRODUCT, make_product(OTHER_ISBN))

    def interrupted(self: NewCover, written: list[str]) -> None:
        store(self, written)
        assert Edition.objects.get(isbn13=ISBN).cover
        raise KeyboardInterrupt

    store = NewCover.store
    monkeypatch.setattr(NewCover, "store", interrupted)

    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        list(load_file(path))

    assert stored_files(storage) == []
    assert not Edition.objects.exists()
