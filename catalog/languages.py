"""Languages, which ONIX names by three letters (ISO 639-2)."""

from babel.core import get_global


def bcp47(code: str) -> str:
    """Return a language as the web writes it (BCP 47): “en” for “eng”."""
    return get_global("language_aliases").get(code, code)
