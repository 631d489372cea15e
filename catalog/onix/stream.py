"""A message as UTF-8 that is safe to parse, with the entities of the ONIX DTD.

The file's own document type never reaches the parser: in its place stands one that declares the
named characters and nothing else. So nothing is fetched and no entity holds another.
"""

import re
from functools import cache
from html.entities import html5
from pathlib import Path
from typing import BinaryIO

from catalog.importing import UnreadableFile
from catalog.onix.elements import Warn
from catalog.onix.encodings import Decoder

# A message begins within this many bytes; what is declared before it may not fill the memory.
_LONGEST_PROLOGUE = 1_000_000
# Far above any real record, and above the 10 MB at which libxml2 refuses a single text.
_LONGEST_RECORD = 12_000_000
# Each tag and attribute costs the parser about a hundred bytes, whatever it takes in the file.
_MOST_SIGNS = 250_000
_PIECE = 65_536
_SPACE_OR_COMMENT = r"(?:\s++|<!--(?:[^-]|-(?!->))*+-->|<\?(?:[^?]|\?(?!>))*+\?>)*+"
_DOCTYPE = r"""<!DOCTYPE(?:[^\["'>]|"[^"]*+"|'[^']*+')*+"""
_PROLOGUE = re.compile(rf"{_SPACE_OR_COMMENT}(?:{_DOCTYPE}(?:\[\s*+\]\s*+)?>{_SPACE_OR_COMMENT})?+")
_OWN_DECLARATIONS = re.compile(rf"{_DOCTYPE}\[")
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


class MessageStream:
    """What a parser reads of a file: `head` begins the message, `read` gives all, the head first.

    Raises UnreadableFile, in one line.
    """

    def __init__(self, path: Path, file: BinaryIO, warn: Warn) -> None:
        self._path, self._file = path, file
        beginning = file.read(_LONGEST_PROLOGUE)
        self._refuse_what_is_no_text(beginning)
        self._decoder = Decoder(path, beginning, warn)
        self._is_at_end = len(beginning) < _LONGEST_PROLOGUE
        text = self._decoder.decode(beginning, is_last=self._is_at_end)
        self.head = self._with_our_document_type(text).encode()
        self._waiting = self.head
        self._since_last_part = self._signs_since_last_part = 0

    def read(self, size: int = _PIECE) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        while len(self._waiting) < size and not self._is_at_end:
            self._waiting += self._next_piece()
        given, self._waiting = self._waiting[:size], self._waiting[size:]
        self._signs_since_last_part += given.count(b"<") + given.count(b"=")
        if self._signs_since_last_part > _MOST_SIGNS:
            raise UnreadableFile(
                f"{self._path}: there are more than {_MOST_SIGNS:,} tags and attributes without "
                "the end of a record."
            )
        return given

    def part_is_read(self) -> None:
        self._since_last_part = self._signs_since_last_part = 0

    def _next_piece(self) -> bytes:
        """Return the next part of the file; what is left out of it counts as well."""
        piece = self._file.read(_PIECE)
        self._is_at_end = not piece
        self._since_last_part += len(piece)
        if self._since_last_part > _LONGEST_RECORD:
            raise UnreadableFile(
                f"{self._path}: there are more than {_LONGEST_RECORD // 1_000_000} MB without the "
                "end of a record."
            )
        return self._decoder.decode(piece, is_last=self._is_at_end).encode()

    def _refuse_what_is_no_text(self, beginning: bytes) -> None:
        if not beginning.strip(b" \t\r\n\0"):
            raise UnreadableFile(f"{self._path}: the file is empty.")
        if beginning.startswith((_GZIP, _ZIP)):
            raise UnreadableFile(
                f"{self._path}: this is not XML but a compressed file. Unpack it first."
            )

    def _with_our_document_type(self, text: str) -> str:
        """Return the text with our declarations in place of all that stands before the root.

        The lines of the file keep their numbers.
        """
        match = _PROLOGUE.match(text)
        end = match.end() if match else 0
        if _OWN_DECLARATIONS.match(text, end):
            raise UnreadableFile(
                f"{self._path}: the document type declares entities or elements of its own, "
                "which is not safe to read. Remove the <!DOCTYPE>."
            )
        if text[end : end + 1] not in ("<", ""):
            raise UnreadableFile(f"{self._path}: this is not XML.")
        return _document_type() + "\n" * text.count("\n", 0, end) + text[end:]


@cache
def _document_type() -> str:
    """Return a document type, in one line, with the names of characters.

    The ISO names that the ONIX DTD takes over are those of HTML 5, which Python has.
    """
    declarations = "".join(
        f'<!ENTITY {name[:-1]} "{_as_references(characters)}">'
        for name, characters in html5.items()
        # XML has names for these itself, and in a declaration they would not be text.
        if name.endswith(";") and not set(characters) & set("&<>\"'")
    )
    return f"<!DOCTYPE ONIXMessage [{declarations}]>"


def _as_references(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)
