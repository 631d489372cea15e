"""A sheet to draw on, and the few curves that the motifs are made of."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw

SCALE = 3

Point = tuple[float, float]


class Palette(NamedTuple):
    """The five inks of one cover; the ground is the paper colour around the drawing."""

    ground: str
    figure: str
    accent: str
    deep: str
    light: str


class Sheet:
    """A rectangle to draw on. Coordinates are finished pixels from the top left corner.

    The drawing is kept larger than the finished picture, so that its edges come out smooth.
    """

    def __init__(self, width: int, height: int, color: str) -> None:
        self.width = width
        self.height = height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), color)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], color: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=color)

    def rectangle(self, left: float, top: float, right: float, bottom: float, color: str) -> None:
        corners = (left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1)
        self.pen.rectangle(corners, fill=color)

    def circle(self, center: Point, radius: float, color: str) -> None:
        self.ellipse(center, radius, radius, color)

    def ellipse(self, center: Point, half_width: float, half_height: float, color: str) -> None:
        x, y = center
        box = (x - half_width, y - half_height, x + half_width, y + half_height)
        self.pen.ellipse([edge * SCALE for edge in box], fill=color)

    def ring(self, center: Point, radius: float, width: float, color: str) -> None:
        outer = radius + width / 2
        box = (center[0] - outer, center[1] - outer, center[0] + outer, center[1] + outer)
        self.pen.ellipse([edge * SCALE for edge in box], outline=color, width=round(width * SCALE))

    def line(self, points: Sequence[Point], width: float, color: str) -> None:
        """Draw a line with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=color, width=max(1, round(width * SCALE)), joint="curve")
        for x, y in (points[0], points[-1]):
            self.circle((x, y), width / 2, color)

    def wedge(
        self, center: Point, inner: float, outer: float, start: float, end: float, color: str
    ) -> None:
        """Fill the part of a ring between two angles in degrees, clockwise from three o'clock."""
        there = arc(center, outer, start, end)
        back = arc(center, inner, end, start) if inner else [center]
        self.polygon([*there, *back], color)

    def paste(self, other: "Sheet", left: int, top: int, mask: Image.Image | None = None) -> None:
        self.image.paste(other.image, (left * SCALE, top * SCALE), mask)

    def finished(self) -> Image.Image:
        """Return the picture in its final size."""
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)


def polar(center: Point, radius: float, angle: float) -> Point:
    """Return the point at an angle in degrees, clockwise from three o'clock."""
    turn = math.radians(angle)
    return center[0] + radius * math.cos(turn), center[1] + radius * math.sin(turn)


def arc(center: Point, radius: float, start: float, end: float) -> list[Point]:
    steps = max(2, round(abs(end - start) / 2))
    return [polar(center, radius, start + (end - start) * i / steps) for i in range(steps + 1)]


def bezier(*handles: Point, steps: int = 40) -> list[Point]:
    """Return points along the Bézier curve of any degree that the handles describe."""
    return [_bezier_point(handles, i / steps) for i in range(steps + 1)]


def _bezier_point(handles: Sequence[Point], t: float) -> Point:
    points = list(handles)
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points)]
    return points[0]


def wobble(*seeds: float) -> float:
    """Return a number from 0 up to 1 that looks random and is the same at every run."""
    total = sum(
        seed * factor for seed, factor in zip(seeds, (12.9898, 78.233, 37.719), strict=False)
    )
    return (math.sin(total) * 43758.5453) % 1


def leaf(base: Point, length: float, width: float, angle: float) -> list[Point]:
    """Return the outline of a pointed leaf that grows from the base at an angle in degrees."""
    tip = polar(base, length, angle)
    middle = polar(base, length * 0.45, angle)
    left, right = polar(middle, width, angle - 90), polar(middle, width, angle + 90)
    return [*bezier(base, left, tip, steps=16), *bezier(tip, right, base, steps=16)]
