"""Prints what the smaller files of a cover cost (docs/decisions/cover-sizes.md)."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

from PIL import Image

COVERS = Path(__file__).parent.parent / "sample_catalogue" / "covers"
NUMBER = 6
WIDTHS = (320, 640)
WAYS: list[tuple[str, dict[str, Any]]] = [
    ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
    ("WEBP", {"quality": 80, "method": 4}),
    *(("AVIF", {"quality": 63, "speed": speed}) for speed in (6, 8, 9)),
]


def main() -> None:
    for width in WIDTHS:
        for kind, settings in WAYS:
            costs = [_cost(picture, kind, settings) for picture in _pictures(width)]
            time = sum(seconds for seconds, _size in costs) / len(costs)
            size = sum(size for _seconds, size in costs) / len(costs)
            line = f"{width} {kind} {settings}: {time * 1000:.0f} ms, {size / 1000:.1f} kB"
            sys.stdout.write(f"{line}\n")


def _pictures(width: int) -> Iterator[Image.Image]:
    for path in sorted(COVERS.glob("*.jpg"))[:NUMBER]:
        with Image.open(path) as cover:
            height = round(cover.height * width / cover.width)
            yield cover.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)


def _cost(picture: Image.Image, kind: str, settings: dict[str, Any]) -> tuple[float, int]:
    file = BytesIO()
    start = perf_counter()
    picture.save(file, kind, **settings)
    return perf_counter() - start, len(file.getvalue())


if __name__ == "__main__":
    main()
