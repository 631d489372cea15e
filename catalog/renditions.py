"""A picture as a browser likes it: upright, in sRGB, on white, without metadata, in few bytes."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from catalog.cover_sizes import WIDTHS, steps_for

# Chosen by measuring: docs/decisions/cover-sizes.md.
_SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 63, "speed": 8}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
# Of these, Pillow scales each pixel by itself; the others are brought to one of them first.
_SCALABLE = {"L", "RGB", "RGBA", "CMYK"}
_SRGB = ImageCms.createProfile("sRGB")


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height as the picture is seen, which a camera may have turned."""
    turned = picture.getexif().get(0x0112, 1) in {5, 6, 7, 8}
    return (picture.height, picture.width) if turned else picture.size


def renditions(content: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Yield step, extension and content of each file to keep beside a picture that can be read.

    Of a moving picture the first frame is taken.
    """
    with Image.open(BytesIO(content)) as original:
        width = upright_size(original)[0]
        largest = as_seen(original, WIDTHS[-1])
    for step in steps_for(width):
        picture = _narrowed(largest, step)
        for extension in _SETTINGS:
            yield step, extension, encoded(picture, extension)


def as_seen(original: Image.Image, width: int | None = None) -> Image.Image:
    """Return a picture upright in sRGB on white, no wider than `width`, without metadata."""
    picture = _scalable(original)
    return _on_white(picture if width is None else _narrowed(picture, width))


def encoded(picture: Image.Image, extension: str) -> bytes:
    kind, settings = _SETTINGS[extension]
    file = BytesIO()
    picture.save(file, kind, **settings)
    return file.getvalue()


def _scalable(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        return _with_profile_of(picture, upright.convert("RGBA"))
    if upright.mode in _SCALABLE:
        return upright
    return _with_profile_of(picture, upright.convert(_plain_mode(upright)))


def _plain_mode(picture: Image.Image) -> str:
    return "L" if picture.mode in {"1", "I", "I;16", "I;16B", "F"} else "RGB"


def _with_profile_of(original: Image.Image, picture: Image.Image) -> Image.Image:
    if profile := original.info.get("icc_profile"):
        picture.info["icc_profile"] = profile
    return picture


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    # Halving first is as good to the eye, and large scans take a tenth of the time.
    narrow = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _with_profile_of(picture, narrow)


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in sRGB on white. It starts afresh, so no metadata comes along."""
    sheet = Image.new("RGB", picture.size, "white")
    opacity = picture.getchannel("A") if picture.mode == "RGBA" else None
    sheet.paste(_in_srgb(picture.convert("RGB") if opacity else picture), mask=opacity)
    return sheet


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return the colours in sRGB; a profile that is broken or of another kind is passed over."""
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")
