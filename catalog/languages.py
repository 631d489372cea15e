"""Languages, which ONIX names by three letters (ISO 639-2)."""

from functools import cache
from pathlib import Path

from babel.core import get_global

_TABLE = Path(__file__).parent / "data" / "languages.tsv"


def bcp47(code: str) -> str:
    """Return a language as the web writes it (BCP 47): “en” for “eng”."""
    return get_global("language_aliases").get(code, code)


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
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, two_letters, name = line.casefold().split("\t")
            for each in filter(None, [code, two_letters, *name.split("; ")]):
                names.setdefault(each, code)
    return names
