"""Languages, which ONIX names by three letters (ISO 639-2)."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

_TABLE = Path(__file__).parent / "data" / "languages.tsv"


def bcp47(code: str) -> str:
    """Return a language as the web writes it (BCP 47): “en” for “eng”."""
    return get_global("language_aliases").get(code, code)


def language_name(code: str) -> str:
    """Return what a language of List 74 is called in English, or "" where there is none."""
    return Locale("en").languages.get(bcp47(code)) or _english_names().get(code, "")


def list_74(written: str) -> str:
    """Return the code of ONIX List 74 for a language as tables write it, or "".

    Takes "eng", "en", "en-US", "fra" (ISO 639-2/T) and the English name.
    """
    wanted = written.strip().casefold()
    known = _by_name()
    language = wanted.replace("_", "-").partition("-")[0]
    return known.get(wanted) or known.get(language) or known.get(bcp47(language), "")


@cache
def _by_name() -> dict[str, str]:
    """Return the code for each code and each name; where two claim one, the first of the table."""
    names: dict[str, str] = {}
    for code, two_letters, name in _rows():
        for each in filter(None, [code, two_letters, *name.casefold().split("; ")]):
            names.setdefault(each, code)
    return names


@cache
def _english_names() -> dict[str, str]:
    return {code: name.partition("; ")[0] for code, _, name in _rows()}


def _rows() -> Iterator[list[str]]:
    """Yield the code, the two letters and the names of each language of the table."""
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
