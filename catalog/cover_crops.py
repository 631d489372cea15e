"""What is cut off the edges of a cover: how much, what is left, and where a white border ends."""

from dataclasses import astuple, dataclass
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageChops

from catalog.renditions import as_seen

# In percent of the width or the height, both edges together.
MOST_CUT = 90
FEWEST_PIXELS = 100
_NOTHING = Decimal(0)
# Steps of a tenth of a percent, as `Edition.cover_cut_left` and the others keep it.
_STEPS = 1000
# Paper as scanners see it, and the noise of JPEG beside an edge, still count as white.
_TOLERANCE = 24
_QUALITY = {"quality": 92, "subsampling": 0, "optimize": True}


@dataclass(frozen=True)
class Cuts:
    """How much is cut off each edge, in percent of the picture's width or height."""

    left: Decimal = _NOTHING
    top: Decimal = _NOTHING
    right: Decimal = _NOTHING
    bottom: Decimal = _NOTHING

    def __bool__(self) -> bool:
        return any(astuple(self))

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return what is left of a picture, as Pillow wants it: left, top, right, bottom."""
        return (
            round(width * self.left / 100),
            round(height * self.top / 100),
            width - round(width * self.right / 100),
            height - round(height * self.bottom / 100),
        )

    def problem(self, width: int, height: int) -> str:
        """Say why a picture of this size cannot be cut so; "" when it can."""
        if max(self.left + self.right, self.top + self.bottom) > MOST_CUT:
            return f"At most {MOST_CUT}% of the cover can be cut off. Cut off less."
        left, top, right, bottom = self.box(width, height)
        if self and min(right - left, bottom - top) < FEWEST_PIXELS:
            return (
                f"Only {right - left} × {bottom - top} pixels of the cover would be left, and each "
                f"side needs {FEWEST_PIXELS}. Cut off less, or send a larger picture."
            )
        return ""


def cropped(content: bytes, cuts: Cuts) -> bytes:
    """Return what is left of a picture that can be read, upright, as a JPEG in sRGB."""
    with Image.open(BytesIO(content)) as original:
        whole = as_seen(original)
    file = BytesIO()
    whole.crop(cuts.box(*whole.size)).save(file, "JPEG", **_QUALITY)
    return file.getvalue()


def white_border(content: bytes) -> Cuts:
    """Return the cuts that take off a picture's white border; none where it has none.

    They never reach into what is not white. A picture that is white all over has no border.
    """
    with Image.open(BytesIO(content)) as original:
        # Narrowing also evens out the specks of dust of a scan.
        picture = as_seen(original, _STEPS)
    differs = ImageChops.difference(picture, Image.new("RGB", picture.size, "white"))
    channels = [channel.point(_is_not_white) for channel in differs.split()]
    inside = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2]).getbbox()
    if inside is None:
        return Cuts()
    left, top, right, bottom = inside
    return Cuts(
        left=_share(left, picture.width),
        top=_share(top, picture.height),
        right=_share(picture.width - right, picture.width),
        bottom=_share(picture.height - bottom, picture.height),
    )


def _is_not_white(difference: int) -> int:
    return 255 if difference > _TOLERANCE else 0


def _share(pixels: int, size: int) -> Decimal:
    """Return how many percent of `size` the pixels are, rounded down to a tenth."""
    return Decimal(pixels * _STEPS // size) / 10
