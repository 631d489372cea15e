"""Cover pictures, from feeds and from staff alike: what is taken, and how it is kept (ID-5)."""

import hashlib
import warnings
from copy import copy
from dataclasses import astuple, dataclass
from functools import partial
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from PIL import Image

from catalog import cover_sizes
from catalog.cover_crops import Cuts, cropped
from catalog.history import is_named_by_a_version
from catalog.models import Edition
from catalog.models.editions import CUT_COLUMNS
from catalog.renditions import renditions, upright_size

LARGEST_FILE = 20_000_000
# Decoded, a picture takes four bytes for each pixel.
_MOST_PIXELS = 50_000_000
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# Cameras put several JPEG pictures into one file, which Pillow calls by a name of its own.
_SEVERAL_JPEGS = "MPO"
_MEASURES = ("cover_width", "cover_height", "cover_widths")
_COLUMNS = ("cover", "cover_original", *CUT_COLUMNS, *_MEASURES)


class UnusableCover(ValueError):
    """The cover cannot be taken; the message says why in plain words."""


@dataclass(frozen=True)
class Picture:
    """A whole picture in a format that the shop takes, from `read_picture`."""

    content: bytes
    extension: str
    # As it is seen, upright.
    width: int
    height: int

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
    width, height = upright_size(picture)
    extension = "jpg" if picture.format == _SEVERAL_JPEGS else _EXTENSIONS[picture.format or ""]
    return Picture(content, extension, width, height)


def has_cover(edition: Edition, content: bytes) -> bool:
    """Whether the cover is made of exactly this content, cropped or not, and its files are there.

    A feed that sends the picture again, before or after it was cropped, brings nothing new.
    """
    names = _files(edition)
    is_one_of_them = any(name.startswith(f"{_stem(edition, content)}.") for name in names)
    return is_one_of_them and all(map(_storage().exists, names))


def replace_cover(edition: Edition, picture: Picture | None) -> None:
    """Store the picture, or none, as the edition's cover, whole; the old files go on commit.

    They stay where a version of the book needs them for the way back.
    The new files, those of `picture.name_for(edition)`, stay when the caller's transaction fails.
    """
    old = _files(edition)
    _note_crop(edition, "", Cuts())
    if picture is None:
        edition.cover = ""
        edition.cover_widths = ""
    else:
        _write(edition, picture)
    _save(edition, old)


def crop_cover(edition: Edition, cuts: Cuts) -> None:
    """Show the cover without its edges; without cuts, the picture that was sent comes back.

    Its file stays as long as the edition has it. Raises UnusableCover when it is gone.
    """
    old = _files(edition)
    name = original_name(edition)
    picture = _stored(name)
    if cuts:
        _write(edition, read_picture(cropped(picture.content, cuts)))
    else:
        edition.cover = name
        _measure(edition, picture)
        _write_sizes(name, picture)
    _note_crop(edition, name if cuts else "", cuts)
    _save(edition, old)


def original_name(edition: Edition) -> str:
    """Return the name of the picture that was sent, whether it is shown whole or cropped."""
    return edition.cover_original.name or edition.cover.name or ""


def original_picture(edition: Edition) -> Picture:
    """Return the picture that was sent. Raises UnusableCover when its file is gone."""
    return _stored(original_name(edition))


def make_sizes(edition: Edition) -> None:
    """Make the smaller files of a cover anew and note their widths.

    Raises UnusableCover when the file of the cover is gone or no picture. A cover that was
    replaced in between is left alone.
    """
    name = edition.cover.name or ""
    picture = _stored(name)
    _measure(edition, picture)
    _write_sizes(name, picture)
    measured = {measure: getattr(edition, measure) for measure in _MEASURES}
    Edition.objects.filter(pk=edition.pk, cover=name).update(**measured)


def forget_files(name: str) -> None:
    """Remove a cover's file and all that were made from it; none of them need be there."""
    for each in [name, *cover_sizes.file_names(name)]:
        _storage().delete(each)


# The admin imports this module when the shop starts, so every way of deleting comes by here.
@receiver(post_delete, sender=Edition)
def forget_files_of_deleted(instance: Edition, **_kwargs: Any) -> None:
    """Let a cover go with its edition, also when a whole work goes, once that is stored."""
    for name in _files(instance):
        transaction.on_commit(partial(_forget_unless_needed, copy(instance), name))


def _forget_unless_needed(edition: Edition, name: str) -> None:
    if not is_named_by_a_version(edition, name):
        forget_files(name)


def _files(edition: Edition) -> set[str]:
    """Return the names of the picture that is shown and of the one that was sent, if any."""
    return set(filter(None, [edition.cover.name, edition.cover_original.name]))


def _note_crop(edition: Edition, original: str, cuts: Cuts) -> None:
    edition.cover_original = original
    for column, cut in zip(CUT_COLUMNS, astuple(cuts), strict=True):
        setattr(edition, column, cut)


def _save(edition: Edition, old: set[str]) -> None:
    """Save what the cover is now; of the old files those go that it no longer has."""
    edition.save(update_fields=_COLUMNS)
    for name in old - _files(edition):
        transaction.on_commit(partial(_forget_unless_needed, edition, name))


def _stored(name: str) -> Picture:
    try:
        with _storage().open(name) as file:
            return read_picture(file.read(LARGEST_FILE + 1))
    except OSError as error:
        raise UnusableCover("its file cannot be opened.") from error


def _write(edition: Edition, picture: Picture) -> None:
    name = picture.name_for(edition)
    filename = name.rpartition("/")[2]
    # A file of this name without a row is what an interrupted load left behind.
    _storage().delete(name)
    # Without a name of its own the content's width and height would not be read.
    edition.cover.save(filename, ContentFile(picture.content, name=filename), save=False)
    _measure(edition, picture)
    _write_sizes(name, picture)


def _measure(edition: Edition, picture: Picture) -> None:
    # Django reads width and height as they are stored, which is not how a turned picture is seen.
    edition.cover_width, edition.cover_height = picture.width, picture.height
    edition.cover_widths = cover_sizes.as_text(cover_sizes.steps_for(picture.width))


def _write_sizes(name: str, picture: Picture) -> None:
    for step, extension, content in renditions(picture.content):
        smaller = cover_sizes.file_name(name, step, extension)
        _storage().delete(smaller)
        _storage().save(smaller, ContentFile(content))


def _stem(edition: Edition, content: bytes) -> str:
    return f"covers/{edition.isbn13}-{hashlib.sha256(content).hexdigest()[:8]}"


def _storage() -> Storage:
    return Edition._meta.get_field("cover").storage


_TOO_LARGE = f"the picture has more than {_MOST_PIXELS:,} pixels."


def _refuse_too_large(picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_PIXELS:
        raise UnusableCover(_TOO_LARGE)
