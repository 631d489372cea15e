"""What a message is written in, whatever it says it is written in (requirement B14)."""

import codecs
import re
from collections.abc import Mapping
from pathlib import Path

from catalog.importing import UnreadableFile
from catalog.onix.elements import Warn

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Without a byte order mark, the "<" that any message begins with tells UTF-16.
_FIRST_BYTES = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# Python has codecs that are no encodings of texts, so only those of known families are taken.
_TEXT_ENCODINGS = re.compile(
    r"iso8859-\d+|cp\d+|mac-\w+|koi8-\w|euc_\w+|shift_jis\w*|gb\w+|big5\w*|hz|iso2022_\w+|tis-620"
)
_LATIN_1 = {"iso8859-1", "cp1252"}
# Python decodes a byte that is no UTF-8 to one of these.
_NO_UTF_8 = re.compile("[\udc80-\udcff]")
_BYTES_AS_WINDOWS_1252 = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)
}
# ISO 8859-1 has controls there that nobody writes, and Windows-1252 has quotes and dashes.
_LATIN_1_AS_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)
}
# Characters that no XML may hold. One of them would make the rest of the file unreadable.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_NOTHING = dict.fromkeys([*_CONTROLS, 0xFFFE, 0xFFFF], "")
_READ_AS_WINDOWS_1252 = (
    "The file says it is UTF-8, and line {line} is not. What is no UTF-8 was read as Windows-1252; "
    "look at the accents, quotes and dashes."
)
_LEFT_OUT = "Line {line} holds a character that XML does not allow. All such were left out."


class Decoder:
    """Decodes a file piece by piece.

    Latin-1 is read as Windows-1252, which has more characters, and so are the bytes in a file
    said to be UTF-8 that cannot be; what XML does not allow is left out. The first of each is told
    as a warning.
    """

    def __init__(self, path: Path, beginning: bytes, warn: Warn) -> None:
        """Find out the encoding from the beginning. Raises UnreadableFile for an unknown one."""
        self._path, self._warn = path, warn
        self._mark, self._encoding = _encoding(path, beginning)
        codec = "iso8859-1" if self._encoding in _LATIN_1 else self._encoding
        errors = "surrogateescape" if codec == "utf-8" else "strict"
        self._decoder = codecs.getincrementaldecoder(codec)(errors)
        self._line = 1
        self._warnings: set[str] = set()

    def decode(self, piece: bytes, *, is_last: bool) -> str:
        """Return the text of the next piece. Raises UnreadableFile."""
        piece, self._mark = piece[len(self._mark) :], b""
        try:
            text = self._decoder.decode(piece, is_last)
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                f"{self._path}: broken or cut off after line {self._line}: "
                f"not written in {self._encoding.upper()}."
            ) from error
        if self._encoding in _LATIN_1:
            text = text.translate(_LATIN_1_AS_WINDOWS_1252)
        if not _is_xml(text):
            text = self._mended(text, _NO_UTF_8, _BYTES_AS_WINDOWS_1252, _READ_AS_WINDOWS_1252)
            text = self._mended(text, _NOT_IN_XML, _NOTHING, _LEFT_OUT)
        self._line += text.count("\n")
        return text

    def _mended(
        self,
        text: str,
        fault: re.Pattern[str],
        remedy: Mapping[int, str],
        warning: str,
    ) -> str:
        """Return the text with the remedy for each fault; warn of the first in the file."""
        first = fault.search(text)
        if first is None:
            return text
        if warning not in self._warnings:
            line = self._line + text.count("\n", 0, first.start())
            self._warn(warning.format(line=line))
            self._warnings.add(warning)
        return text.translate(remedy)


def _is_xml(text: str) -> bool:
    """Whether all of it may stand in XML: told from its bytes, quicker than by patterns."""
    try:
        written = text.encode()
    except UnicodeEncodeError:
        return False
    return len(written.translate(None, _CONTROLS)) == len(written) and not any(
        each in written for each in _NONCHARACTERS
    )


def _encoding(path: Path, beginning: bytes) -> tuple[bytes, str]:
    """Return the byte order mark, or nothing, and the name that Python has for the encoding."""
    for mark, encoding in _MARKS.items():
        if beginning.startswith(mark):
            return mark, encoding
    if encoding := _FIRST_BYTES.get(beginning[:2], ""):
        return b"", encoding
    declared = _DECLARED.match(beginning)
    return b"", _known(path, declared[1].decode()) if declared else "utf-8"


def _known(path: Path, declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        name = ""
    # ASCII is part of UTF-8; and what is said to be UTF-16 in single bytes was saved anew.
    if name == "ascii" or name.startswith(("utf-8", "utf-16")):
        return "utf-8"
    if not _TEXT_ENCODINGS.fullmatch(name):
        raise UnreadableFile(
            f"{path}: the encoding “{declared}” is not one the shop reads. Save the file as UTF-8."
        )
    return name
