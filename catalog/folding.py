"""Folded text, for look-ups that ignore case, accents and punctuation on every database."""

import re
import unicodedata
from typing import Any

from django.db import models

from catalog.constraints import NAME

NOT_A_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the words of `text` in plain lower case: "L’Étranger, roman" is "l etranger roman"."""
    return NOT_A_WORD.sub(" ", _without_accents(text).casefold()).strip()


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class FoldedField(models.CharField):
    """A column that holds the folded text of other columns, as far as it fits.

    It is made anew when its row is created, also in bulk, and when it is saved in full. A save that
    names its columns has to name this one beside its sources; `update` and `bulk_update` leave it
    as it was. The text is cut at `max_length`, so that rows may share a key whose texts differ
    further on.
    """

    def __init__(self, *, sources: tuple[str, ...], max_length: int = NAME, **kwargs: Any) -> None:
        self.sources = sources
        kwargs.update(editable=False, blank=True, db_index=True)
        super().__init__(max_length=max_length, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        texts = [getattr(model_instance, source) for source in self.sources]
        value = fold(self.joined(*texts))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def joined(self, *texts: str) -> str:
        """Return the text that is folded, of the texts of the sources."""
        return " ".join(texts)
