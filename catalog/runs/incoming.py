"""Files that publishers put on the shop's own server, from which staff choose.

Only what stands in the list can be loaded, so that nobody reads another file by its path.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from catalog.importing import UnreadableFile

_ENDINGS = (".xml", ".onix", ".onx")


def incoming_files() -> list[str]:
    """Return the names of the files in the folder and below it, with the folders in front."""
    return sorted(_names())


def incoming_file(name: str) -> Path:
    """Return where the file is. Raises UnreadableFile for one that is not in the list."""
    if name not in incoming_files():
        raise UnreadableFile(f"{name}: the file is not in the folder of incoming files any more.")
    folder: Path = settings.INCOMING_DIR
    return folder / name


def _names() -> Iterator[str]:
    home = settings.INCOMING_DIR.resolve()
    for path in home.rglob("*"):
        is_of_here = path.is_file() and path.resolve().is_relative_to(home)
        if is_of_here and path.suffix.lower() in _ENDINGS:
            yield path.relative_to(home).as_posix()
