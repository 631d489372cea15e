"""Cover pictures from files beside a feed (ID-5)."""

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from PIL import Image

from catalog.models import Edition

_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_LARGEST_FILE = 20_000_000
# Decoded, a picture takes four bytes for each pixel.
_MOST_PIXELS = 50_000_000


class UnusableCover(ValueError):
    """The cover cannot be taken; the message says why in plain words."""


@contextmanager
def removed_on_failure() -> Iterator[list[str]]:
    """Remove the files named in the list when the block fails: their rows are rolled back."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        for name in written:
            _storage().delete(name)
        raise


def update_cover(edition: Edition, link: str, folder: Path, written: list[str]) -> bool:
    """Store the picture that `link` names in `folder`; return False when it is there already.

    The name of a new file is added to `written`. Raises UnusableCover, and then nothing is changed.
    """
    content = _read(_path(link, folder))
    stem = f"{edition.isbn13}-{hashlib.sha256(content).hexdigest()[:8]}"
    old = edition.cover.name or ""
    if old.startswith(f"covers/{stem}.") and _storage().exists(old):
        return False
    filename = f"{stem}.{_extension(content)}"
    # A file of this name without a row is what an interrupted load left behind.
    _storage().delete(f"covers/{filename}")
    # Without a name of its own the content's width and height would not be read.
    edition.cover.save(filename, ContentFile(content, name=filename), save=False)
    written.append(str(edition.cover.name))
    edition.save(update_fields=["cover", "cover_width", "cover_height"])
    if old and old != edition.cover.name:
        transaction.on_commit(partial(_storage().delete, old))
    return True


def _storage() -> Storage:
    return Edition._meta.get_field("cover").storage


def _path(link: str, folder: Path) -> Path:
    """Return the file that the link names; it must stand in the feed's own folder or below."""
    if link.lower().startswith(("http:", "https:", "ftp:")):
        raise UnusableCover("remote covers are not fetched.")
    try:
        address = urlsplit(link)
        home = folder.resolve()
        path = (home / unquote(address.path)).resolve()
        is_file = path.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        raise UnusableCover("this is not the name of a file.") from error
    if not path.is_relative_to(home):
        raise UnusableCover("a cover must be a file in the folder of the feed.")
    if not is_file:
        raise UnusableCover("there is no such file.")
    return path


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise UnusableCover("the file cannot be opened.") from error
    if len(content) > _LARGEST_FILE:
        raise UnusableCover(f"the file is larger than {_LARGEST_FILE:,} bytes.")
    return content


def _extension(content: bytes) -> str:
    """Return the extension for the picture's own format, once it has proved to be whole."""
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
    return _EXTENSIONS[picture.format or ""]


_TOO_LARGE = f"the picture has more than {_MOST_PIXELS:,} pixels."


def _refuse_too_large(picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_PIXELS:
        raise UnusableCover(_TOO_LARGE)
