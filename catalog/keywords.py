"""Keywords of a work: one text that both feeds and staff write, with “;” between the words."""

from collections.abc import Iterable

from catalog.plain_text import one_line


def keywords_in(*texts: str) -> list[str]:
    """Return the keywords, each once; they stand apart by “;”, or by “,” where there is none."""
    found: dict[str, str] = {}
    for text in texts:
        for keyword in text.split(";" if ";" in text else ","):
            if word := one_line(keyword):
                found.setdefault(word.casefold(), word)
    return list(found.values())


def as_text(keywords: Iterable[str]) -> str:
    """Return the text that `keywords_in` reads as these, of which none holds a “;”."""
    text = "; ".join(keywords)
    return f"{text};" if "," in text and ";" not in text else text
