"""Cover pictures from files beside a feed (ID-5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from catalog.covers import (
    LARGEST_FILE,
    UnusableCover,
    forget_files,
    has_cover,
    read_picture,
    replace_cover,
)
from catalog.models import Edition


@contextmanager
def removed_on_failure() -> Iterator[list[str]]:
    """Remove the files named in the list when the block fails: their rows are rolled back."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        for name in written:
            forget_files(name)
        raise


def update_cover(edition: Edition, link: str, folder: Path, written: list[str]) -> bool:
    """Store the picture that `link` names in `folder`; return False when it is there already.

    The name of a new file is added to `written`. Raises UnusableCover, and then nothing is changed.
    """
    content = _read(_path(link, folder))
    if has_cover(edition, content):
        return False
    picture = read_picture(content)
    written.append(picture.name_for(edition))
    replace_cover(edition, picture)
    return True


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
    """Return the content, or as much of it as shows that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnusableCover("the file cannot be opened.") from error
