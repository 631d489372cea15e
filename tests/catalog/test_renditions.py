"""The smaller files of a cover, from pictures of every kind."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms

from catalog.renditions import renditions, upright_size

RED = (255, 0, 0)
ORIENTATION = 0x0112


def saved(picture: Image.Image, kind: str = "PNG", **settings) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **settings)
    return file.getvalue()


def made(content: bytes) -> dict[tuple[int, str], Image.Image]:
    return {
        (step, extension): Image.open(BytesIO(file))
        for step, extension, file in renditions(content)
    }


def close_to(color: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    return all(abs(is_ - be) <= 24 for is_, be in zip(color, wanted, strict=True))


def middle(picture: Image.Image) -> Any:
    return picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))


def test_each_step_comes_in_both_formats_with_the_ratio_kept():
    files = made(saved(Image.new("RGB", (1000, 1500))))
    assert {key: file.size for key, file in files.items()} == {
        (160, "avif"): (160, 240),
        (160, "jpg"): (160, 240),
        (320, "avif"): (320, 480),
        (320, "jpg"): (320, 480),
        (512, "avif"): (512, 768),
        (512, "jpg"): (512, 768),
    }


@pytest.mark.parametrize(
    ("width", "widths"), [(20, [20]), (160, [160]), (161, [160, 161]), (400, [160, 320, 400])]
)
def test_no_picture_is_made_larger(width, widths):
    files = made(saved(Image.new("RGB", (width, 30))))
    assert [file.width for (_, extension), file in files.items() if extension == "jpg"] == widths


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_mode_is_read(mode):
    if mode == "I;16":
        picture = Image.new(mode, (200, 200), 65535)
    else:
        picture = Image.new("RGBA", (200, 200), "white").convert(mode)
    if mode == "CMYK":
        content = saved(picture, "JPEG")
    else:
        # PNG knows no palette with a channel of opacity.
        content = saved(picture.convert("P") if mode == "PA" else picture)
    for file in made(content).values():
        assert file.mode == "RGB"
        assert close_to(middle(file), (255, 255, 255))


def test_what_is_transparent_stands_on_white():
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    for file in made(saved(picture)).values():
        assert close_to(middle(file), (255, 255, 255))


def test_a_palette_with_a_transparent_color_stands_on_white():
    content = saved(Image.new("P", (200, 200), 0), transparency=0)
    assert all(close_to(middle(file), (255, 255, 255)) for file in made(content).values())


def test_a_turned_picture_stands_upright():
    picture = Image.new("RGB", (300, 200), "blue")
    picture.paste(RED, (0, 0, 150, 200))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # The camera was held on its side: what is left belongs above.
    content = saved(picture, "JPEG", exif=exif)
    assert upright_size(Image.open(BytesIO(content))) == (200, 300)
    file = made(content)[320, "jpg"]
    assert file.size == (200, 300)
    assert close_to(file.getpixel((100, 30)), RED)


def test_metadata_stays_behind():
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = Image.new("RGB", (200, 200), "red")
    content = saved(picture, "JPEG", exif=exif, icc_profile=profile, comment=b"who made it")
    for file in made(content).values():
        assert not file.getexif()
        assert {"icc_profile", "exif", "xmp", "comment"}.isdisjoint(file.info)


def test_colors_of_another_profile_are_converted():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A space whose red is the blue of sRGB.
    swapped = srgb.replace(b"rXYZ", b"tmp.").replace(b"bXYZ", b"rXYZ").replace(b"tmp.", b"bXYZ")
    content = saved(Image.new("RGB", (600, 200), RED), icc_profile=swapped)
    for file in made(content).values():
        assert close_to(middle(file), (0, 0, 255))


def test_a_broken_profile_is_passed_over():
    content = saved(Image.new("RGB", (200, 200), RED), icc_profile=b"no profile at all")
    assert close_to(middle(made(content)[160, "jpg"]), RED)


def test_of_a_moving_picture_the_first_frame_is_taken():
    frames = [Image.new("RGB", (200, 200), color) for color in ("red", "blue")]
    content = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    files = made(content)
    assert close_to(middle(files[160, "jpg"]), RED)
    assert not getattr(files[160, "avif"], "is_animated", False)


def test_a_line_of_pixels_keeps_a_height():
    assert made(saved(Image.new("RGB", (2000, 1))))[160, "jpg"].size == (160, 1)
