"""Files made to fill the memory are refused with little of it used.

One process of its own reads them all; the system tells its largest size.
"""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

# A process that has only loaded the reader takes about 70 MB.
MOST_KILOBYTES = 220_000
# Seconds for all of them, which take a few where nothing else runs; without a bound, one may hang.
LONGEST = 600
READ = """
import resource, sys
from pathlib import Path
from catalog.importing import UnreadableFile
from catalog.onix import reader
for path in sys.argv[1:]:
    try:
        answer = f"{reader.check(Path(path))} records"
    except UnreadableFile as error:
        answer = str(error)
    # Of this program alone; the usual count begins with what its parent held.
    [peak] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    print(peak.split()[1], answer)
"""
START = b"<ONIXMessage><Product>"
# Which of the two limits comes first is the parser's affair.
TOO_MUCH = "broken or cut off|more than 12 MB"
# What the file begins with, what follows without an end, and words of the refusal.
HOSTILE = {
    "a single text": (START + b"<A>", b"x", TOO_MUCH),
    "a single attribute": (START + b'<A b="', b"x", TOO_MUCH),
    "a name": (b"<ONIXMessage><", b"x", TOO_MUCH),
    "an attribute of the root": (b'<ONIXMessage release="', b"3", TOO_MUCH),
    "characters by name": (START + b"<A>", b"&amp;", TOO_MUCH),
    "lines": (START, b"\n", TOO_MUCH),
    "tiny elements": (START, b"<a/>", "tags and attributes"),
    "elements outside of records": (b"<ONIXMessage>", b"<a/>", "tags and attributes"),
    "attributes": (START + b"<a", b' b=""', "tags and attributes"),
    "elements in each other": (START, b"<a>", "Excessive depth"),
    "comments": (START, b"<!---->", "tags and attributes"),
    "CDATA": (START + b"<A>", b"<![CDATA[x]]>", "tags and attributes"),
    "a comment": (START + b"<!--", b"x", TOO_MUCH),
    "a processing instruction": (START + b"<?x ", b"x", TOO_MUCH),
    "zeros": (START, b"\0", "more than 12 MB"),
    "white space": (b"", b" ", "empty|not XML"),
}
GIGABYTE = 1_000_000_000


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, tuple[int, str]]:
    """Read a gigabyte of each, of which the disk holds 15 MB; the rest is a hole, read as zeros."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (start, filler, _) in HOSTILE.items():
        with (folder / name).open("wb") as file:
            file.write(start + filler * (15_000_000 // len(filler)))
            file.truncate(GIGABYTE)
    (folder / "a gzip bomb").write_bytes(gzip.compress(bytes(50_000_000)))
    return _read([folder / name for name in [*HOSTILE, "a gzip bomb"]])


@pytest.mark.parametrize("name", [*HOSTILE, "a gzip bomb"])
def test_a_gigabyte_is_refused_in_little_memory(answers, name):
    kilobytes, answer = answers[name]

    words = HOSTILE[name][2] if name in HOSTILE else "a compressed file"
    assert any(word in answer for word in words.split("|")), answer
    assert kilobytes < MOST_KILOBYTES


def _read(paths: list[Path]) -> dict[str, tuple[int, str]]:
    """Return what the reader says of each file, and the most memory used up to then."""
    command = [sys.executable, "-c", READ, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LONGEST)
    lines = (line.partition(" ") for line in done.stdout.splitlines())
    return {
        path.name: (int(kilobytes), answer)
        for path, (kilobytes, _, answer) in zip(paths, lines, strict=True)
    }
