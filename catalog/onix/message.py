"""The file as a whole: safe to read, with memory that does not grow with its length.

What reaches the parser declares named characters only (`stream`) and nothing is fetched; a single
text of more than 10 MB and elements nested more than 256 deep are refused by libxml2 itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from catalog.importing import UnreadableFile, opened
from catalog.onix.elements import Warn
from catalog.onix.names import use_reference_names
from catalog.onix.release_2_1 import is_of_release_2, use_release_3
from catalog.onix.stream import MessageStream
from catalog.xml_names import local_name

_SAFELY: dict[str, Any] = {
    "resolve_entities": "internal",
    "load_dtd": False,
    "dtd_validation": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
# With reference names and with short tags.
_ROOTS = {"ONIXMessage", "ONIXmessage"}
_RELEASES = ("2.", "3.")
_PARTS = ("{*}Header", "{*}Product", "{*}header", "{*}product")


def parts(path: Path, warn: Warn) -> Iterator[etree._Element]:
    """Yield the Header and each Product, complete; each is emptied when the next is asked for.

    Whatever the file has, they come with reference names and in the blocks of ONIX 3.0.
    `warn` is told what was wrong with the file as a whole, before the record where it shows.

    Raises UnreadableFile, in one line, as soon as the file shows that it cannot be read.
    """
    with opened(path) as file:
        stream = MessageStream(path, file, warn)
        _refuse_other_roots(path, _root(path, stream))
        events = etree.iterparse(stream, events=("end",), tag=_PARTS, **_SAFELY)
        with _faults_told(path, events):
            for _, element in events:
                parent = element.getparent()
                if parent is not None and parent.getparent() is None:
                    stream.part_is_read()
                    use_reference_names(element)
                    if is_of_release_2(element):
                        use_release_3(element)
                    yield element
                    _forget(element, parent)


@contextmanager
def _faults_told(path: Path, events: "etree.iterparse[Any]") -> Iterator[None]:
    """Turn what lxml says of a broken file into one line with the place."""
    try:
        yield
    except etree.XMLSyntaxError as error:
        faults = [fault for fault in events.error_log if fault.level_name == "FATAL"]
        line = faults[0].line if faults else error.lineno
        words = " ".join((faults[0].message if faults else error.msg).split())
        raise UnreadableFile(f"{path}: broken or cut off at line {line}: {words}.") from error


def _root(path: Path, stream: MessageStream) -> etree._Element:
    """Return the root as far as it has been read: its name and attributes."""
    events = etree.iterparse(BytesIO(stream.head), events=("start",), **_SAFELY)
    with _faults_told(path, events):
        return next(events)[1]


def _refuse_other_roots(path: Path, root: etree._Element) -> None:
    name, release = local_name(root), root.get("release", "3.0")
    if name not in _ROOTS:
        raise UnreadableFile(
            f"{path}: this is not ONIX: it begins with <{name}>, not <ONIXMessage>."
        )
    if not release.startswith(_RELEASES):
        raise UnreadableFile(f"{path}: this is ONIX {release}; 2.1, 3.0 and 3.1 are read.")


def _forget(element: etree._Element, parent: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del parent[0]
