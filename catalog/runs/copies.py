import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import File

from catalog.importing import UnreadableFile
from catalog.plain_text import readable_line


@contextmanager
def on_disk(file: File, name: str) -> Iterator[Path]:
    """Copy a file to a folder of its own on the disk, where readers open it more than once.

    What is wrong with it is told with `name`, since nobody knows the name of the copy.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feed"
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        with told_as(path, name):
            yield path


@contextmanager
def told_as(path: Path, name: str) -> Iterator[None]:
    """Tell what is wrong with the file at `path` with `name` in place of the path."""
    try:
        yield
    except UnreadableFile as error:
        told = readable_line(str(error)).replace(str(path), name)
        raise UnreadableFile(told) from error
