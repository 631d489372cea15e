"""Unpacking gzip as a stream, within limits that no file of real data comes near."""

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO

from catalog.importing import UnreadableFile

LARGEST = 4 * 2**30
# Tables shrink to a quarter or a tenth; a gzip bomb shrinks to a thousandth.
HIGHEST_RATIO = 100
# Below this the ratio says nothing: a short table of one repeated row is no bomb.
_ALWAYS_FINE = 8 * 2**20


def unpacked(file: BinaryIO, path: Path) -> BinaryIO:
    """Return the content of a file whose name ends in .gz; any other file as it is.

    Reading raises UnreadableFile where the content is damaged or a gzip bomb.
    """
    if path.suffix.lower() != ".gz":
        return file
    return io.BufferedReader(_Unpacked(file, path))


class _Unpacked(io.RawIOBase):
    def __init__(self, file: BinaryIO, path: Path) -> None:
        super().__init__()
        self._packed = file
        self._gzip = gzip.GzipFile(fileobj=file)
        self._path = path
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            count = self._gzip.readinto(buffer)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UnreadableFile(
                f"{self._path}: the file ends in .gz but is no whole gzip file. "
                "Pack it again, or unpack it first."
            ) from error
        self._given += count
        self._refuse_bomb()
        return count

    def _refuse_bomb(self) -> None:
        allowed = max(_ALWAYS_FINE, HIGHEST_RATIO * self._packed.tell())
        if self._given > min(allowed, LARGEST):
            raise UnreadableFile(
                f"{self._path}: the file unpacks to more than {self._given // 2**20:,} MB, "
                "which no table of books does. Unpack it yourself if you know it to be good."
            )
