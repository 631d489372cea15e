"""The condition of a copy: the shop's five grades, best first (OF-14)."""

from django.db import models


class Condition(models.TextChoices):
    """A grade of condition. The order here is from best to worst."""

    NEW = "new", "New"
    LIKE_NEW = "like_new", "Like New"
    VERY_GOOD = "very_good", "Very Good"
    GOOD = "good", "Good"
    ACCEPTABLE = "acceptable", "Acceptable"

    @property
    def explanation(self) -> str:
        """One sentence that tells a shopper what to expect of the copy."""
        return _EXPLANATIONS[self]

    @property
    def is_new(self) -> bool:
        return self is Condition.NEW

    @property
    def rank(self) -> int:
        """0 for the best grade, higher for worse ones."""
        return list(Condition).index(self)


_EXPLANATIONS = {
    Condition.NEW: "An unread, unmarked copy as it left the publisher.",
    Condition.LIKE_NEW: "Read with care if at all: clean pages, a tight binding, nothing missing.",
    Condition.VERY_GOOD: "Lightly read, with small signs of handling but no writing in the text.",
    Condition.GOOD: "Plainly used: worn edges or a few notes, with every page there.",
    Condition.ACCEPTABLE: "Heavily worn or marked, yet complete and readable throughout.",
}

# Plain values, as a queryset's `condition__in` wants them.
USED = tuple(condition.value for condition in Condition if not condition.is_new)


class UnknownCondition(ValueError):
    """A word for a condition that the shop does not know; the message lists those it does."""


def parse(text: str) -> Condition:
    """Return the condition for a word in a feed: "New", "Used: Very Good", "UsedVeryGood".

    Case, spaces and punctuation do not matter. Raises UnknownCondition for other words, and for
    "Used" alone, which does not say how used.
    """
    word = _letters(text)
    if word == "used":
        raise UnknownCondition(f"“{text.strip()}” is too broad: say which grade, {_listed(USED)}.")
    if word in _CONDITION_BY_WORD:
        return _CONDITION_BY_WORD[word]
    shown = text.strip()[:30]
    raise UnknownCondition(f"“{shown}” is not a condition. Say {_listed(Condition.values)}.")


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _listed(values: tuple[str, ...] | list[str]) -> str:
    labels = [str(Condition(value).label) for value in values]
    return f"{', '.join(labels[:-1])} or {labels[-1]}"


_CONDITION_BY_WORD = {_letters(condition.value): condition for condition in Condition} | {
    "used" + _letters(value): Condition(value) for value in USED
}
