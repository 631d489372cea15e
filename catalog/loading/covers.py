"""Cover pictures from files beside a feed (ID-5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from catalog.covers import (
    LARGEST_FILE,
    Picture,
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


@dataclass(frozen=True)
class NewCover:
    """A picture beside the feed that is to be an edition's cover."""

    edition: Edition
    path: Path
    extension: str
    width: int
    height: int

    def store(self, written: list[str]) -> None:
        """Store it for an edition that is stored; the name of its file is added to `written`.

        The file is read again, since all the pictures of a batch would be too much to hold.
        """
        picture = Picture(_read(self.path), self.extension, self.width, self.height)
        written.append(picture.name_for(self.edition))
        replace_cover(self.edition, picture)


def new_cover(edition: Edition, link: str, folder: Path) -> NewCover | None:
    """Return the picture that `link` names in `folder`; None when it is the cover already.

    Raises UnusableCover.
    """
    path = _path(link, folder)
    content = _read(path)
    if has_cover(edition, content):
        return None
    picture = read_picture(content)
    return NewCover(edition, path, picture.extension, picture.width, picture.height)


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
