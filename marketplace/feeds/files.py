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
ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1252": "cp1252",
}

_CHUNK = 1 << 20
# Far above any line of real data; it keeps a file without line ends from filling the memory.
_LONGEST_LINE = 1_000_000
TOO_LONG = f"A line is longer than {_LONGEST_LINE:,} characters."
_LINE_ENDS = ("\r", "\n")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """Return the name in `ENCODINGS` that fits the bytes of the whole file.

    A byte order mark settles it, else a NUL beside the first character, as UTF-16 has it; what
    else is valid UTF-8 is UTF-8, and all other is Windows-1252. Raises UnreadableFile.
    """
    with opened(path) as file:
        start = file.read(3)
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                return encoding
        if start[:2].count(0) == 1:
            return "utf-16-be" if start[0] == 0 else "utf-16-le"
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


def numbered_lines(file: TextIO) -> Iterator[tuple[int, str | None]]:
    """Yield each line without its end, counted from 1; None for one that is too long to take."""
    number = 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        is_too_long = len(line) == _LONGEST_LINE
        while len(line) == _LONGEST_LINE and not line.endswith(_LINE_ENDS):
            line = file.readline(_LONGEST_LINE)
        yield number, None if is_too_long else line.rstrip("\r\n")
