from django.db import models

from catalog.constraints import text_limits
from catalog.folding import FoldedField


class ScreeningWord(models.Model):
    """A word that the screening points out (RR-3). Matched as a whole word, never inside one."""

    word = models.CharField(max_length=50)
    word_key = FoldedField(sources=("word",), max_length=50)

    class Meta:
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                fields=["word_key"],
                name="screening_word_unique",
                violation_error_message="This word is in the list already.",
            ),
            *text_limits("screening_word", word=50),
        ]

    def __str__(self) -> str:
        return self.word
