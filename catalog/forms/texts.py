"""Fields for texts, kept as feeds bring them, so that the shop has one way of writing each."""

from collections.abc import Callable
from typing import Any

from django import forms

from catalog.keywords import as_text, keywords_in
from catalog.plain_text import in_paragraphs, one_line, without_control_characters


class _TidyField(forms.CharField):
    tidy: Callable[[str], str]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        # A NUL is left for the validator, which says what is wrong.
        return text if "\0" in text else type(self).tidy(text)


class OneLineField(_TidyField):
    """A text on one line with single spaces; nothing where a reader would see nothing."""

    @staticmethod
    def tidy(text: str) -> str:
        return one_line(without_control_characters(text))


class ParagraphsField(_TidyField):
    """Paragraphs with an empty line between them; line breaks inside one stay, as in verse."""

    tidy = staticmethod(in_paragraphs)


class KeywordsField(_TidyField):
    """Keywords with “;” between them, each once."""

    @staticmethod
    def tidy(text: str) -> str:
        return as_text(keywords_in(without_control_characters(text)))
