"""The sizes in which covers are kept beside the original, and where each is shown.

Widths, formats and their cost: docs/decisions/cover-sizes.md.
"""

from dataclasses import dataclass

# A width that was once used stays in this list, so that its files go with their cover.
WIDTHS = (160, 320, 512)
# The extension of each format, in the order in which a browser may choose, with its type.
TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}

# How wide a cover stands in each place, as static/css/shop.css lays it out.
SIZES = {
    "book": "(min-width: 80rem) 16rem, (min-width: 68rem) calc(21vw - 1rem), "
    "(min-width: 40rem) 10rem, 7rem",
    "shelf": "(min-width: 80rem) 11.5rem, (min-width: 60rem) calc(16.6vw - 2rem), "
    "(min-width: 31rem) 11rem, calc(50vw - 1.75rem)",
    "related": "(min-width: 60rem) 9.5rem, 7.5rem",
    "small": "5rem",
}


@dataclass(frozen=True)
class Source:
    """What a `<source>` says: the type of its files, and each with its width."""

    type: str
    files: list[tuple[str, int]]


def steps_for(width: int) -> list[int]:
    """Return the steps that a picture so wide is kept in; it is never made larger.

    The last step of a narrow picture is as wide as the picture, and keeps the name of the step.
    """
    return [step for index, step in enumerate(WIDTHS) if index == 0 or WIDTHS[index - 1] < width]


def as_text(steps: list[int]) -> str:
    return " ".join(str(step) for step in steps)


def from_text(text: str) -> list[int]:
    return [int(step) for step in text.split()]


def file_name(cover: str, step: int, extension: str) -> str:
    """Return the name of a file made from the cover; a new cover has a new name."""
    return f"{cover.rpartition('.')[0]}-{step}.{extension}"


def file_names(cover: str) -> list[str]:
    """Return the names of all files that can have been made from the cover."""
    return [file_name(cover, step, extension) for step in WIDTHS for extension in TYPES]


def sources(cover: str, steps: list[int], width: int) -> dict[str, Source]:
    """Return the files of each format by its extension, narrow ones first."""
    return {
        extension: Source(
            kind, [(file_name(cover, step, extension), min(step, width)) for step in steps]
        )
        for extension, kind in TYPES.items()
    }
