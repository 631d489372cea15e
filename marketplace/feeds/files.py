"""The text of a seller's file, whichever program wrote it."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from catalog.importing import opened

AUTO = "auto"
# Names a person may give, and what Python calls them.
ENCODINGS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252"}

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """Return the name in `ENCODINGS` that fits the bytes of the whole file.

    A byte order mark settles it; else what is valid UTF-8 is UTF-8, and all other is
    Windows-1252. Raises UnreadableFile.
    """
    with opened(path) as file:
        start = file.read(3)
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                return encoding
        decoder = codecs.getincrementaldecoder("utf-8")()
        chunk = start
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "windows-1252"
    return "utf-8"


@contextmanager
def text_of(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a file as text, with line ends as they are. `encoding` is a name in `ENCODINGS`.

    What is no text in that encoding becomes U+FFFD. Raises UnreadableFile.
    """
    with opened(path) as binary:
        yield TextIOWrapper(binary, encoding=ENCODINGS[encoding], errors="replace", newline="")
