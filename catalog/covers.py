"""Cover pictures, from feeds and from staff alike: what is taken, and how it is kept (ID-5)."""

import hashlib
import warnings
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from PIL import Image

from catalog.history import is_named_by_a_version
from catalog.models import Edition

LARGEST_FILE = 20_000_000
# Decoded, a picture takes four bytes for each pixel.
_MOST_PIXELS = 50_000_000
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


class UnusableCover(ValueError):
    """The cover cannot be taken; the message says why in plain words."""


@dataclass(frozen=True)
class Picture:
    """A whole picture in a format that the shop takes, from `read_picture`."""

    content: bytes
    extension: str

    def name_for(self, edition: Edition) -> str:
        """Return the name it is kept by: a new picture has a new one, so caches may keep it."""
        return f"{_stem(edition, self.content)}.{self.extension}"


def read_picture(content: bytes) -> Picture:
    """Return the JPEG, PNG or WebP picture that `content` is; raises UnusableCover."""
    if len(content) > LARGEST_FILE:
        raise UnusableCover(f"the file is larger than {LARGEST_FILE:,} bytes.")
    try:
        # Pillow warns of large pictures before the count below can be made.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=list(_EXTENSIONS))
            _refuse_too_large(picture)
            picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UnusableCover(_TOO_LARGE) from error
    except UnusableCover:
        raise
    # Pillow's decoders raise many kinds of errors for broken files, and each means the same here.
    except Exception as error:
        raise UnusableCover("this is not a whole JPEG, PNG or WebP picture.") from error
    return Picture(content, _EXTENSIONS[picture.format or ""])


def has_cover(edition: Edition, content: bytes) -> bool:
    """Whether the edition's cover is made of exactly this content, and its file is there."""
    name = edition.cover.name or ""
    return name.startswith(f"{_stem(edition, content)}.") and _storage().exists(name)


def replace_cover(edition: Edition, picture: Picture | None) -> None:
    """Store the picture, or none, as the edition's cover; the old file goes on commit.

    It stays where a version of the book needs it for the way back.

    A new file, `picture.name_for(edition)`, stays when the caller's transaction fails.
    """
    old = edition.cover.name or ""
    if picture is None:
        edition.cover = ""
    else:
        _write(edition, picture)
    edition.save(update_fields=["cover", "cover_width", "cover_height"])
    if old and old != edition.cover.name:
        transaction.on_commit(partial(_remove_unless_needed, edition, old))


def _remove_unless_needed(edition: Edition, name: str) -> None:
    if not is_named_by_a_version(edition, name):
        _storage().delete(name)


def _write(edition: Edition, picture: Picture) -> None:
    name = picture.name_for(edition)
    # A file of this name without a row is what an interrupted load left behind.
    _storage().delete(name)
    filename = name.rpartition("/")[2]
    # Without a name of its own the content's width and height would not be read.
    edition.cover.save(filename, ContentFile(picture.content, name=filename), save=False)


def _stem(edition: Edition, content: bytes) -> str:
    return f"covers/{edition.isbn13}-{hashlib.sha256(content).hexdigest()[:8]}"


def _storage() -> Storage:
    return Edition._meta.get_field("cover").storage


_TOO_LARGE = f"the picture has more than {_MOST_PIXELS:,} pixels."


def _refuse_too_large(picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_PIXELS:
        raise UnusableCover(_TOO_LARGE)
