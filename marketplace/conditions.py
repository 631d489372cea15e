"""The condition of a copy: the shop's grades, and the words that others have for them (OF-14, B5).

Sources: the conditions of AbeBooks and the IOBA, of Amazon's inventory files, and schema.org's
OfferItemCondition.
"""

from django.db import models


class Condition(models.TextChoices):
    """A grade of condition, from best to worst; copies that are collected have their own four."""

    NEW = "new", "New"
    LIKE_NEW = "like_new", "Like New"
    VERY_GOOD = "very_good", "Very Good"
    GOOD = "good", "Good"
    ACCEPTABLE = "acceptable", "Acceptable"
    COLLECTIBLE_LIKE_NEW = "collectible_like_new", "Collectible: Like New"
    COLLECTIBLE_VERY_GOOD = "collectible_very_good", "Collectible: Very Good"
    COLLECTIBLE_GOOD = "collectible_good", "Collectible: Good"
    COLLECTIBLE_ACCEPTABLE = "collectible_acceptable", "Collectible: Acceptable"
    REFURBISHED = "refurbished", "Refurbished"

    @property
    def explanation(self) -> str:
        """One sentence that tells a shopper what to expect of the copy."""
        if self.is_collectible:
            return _COLLECTIBLE
        return _EXPLANATIONS[self]

    @property
    def is_new(self) -> bool:
        return self is Condition.NEW

    @property
    def is_collectible(self) -> bool:
        return self.value.startswith("collectible")

    @property
    def wear(self) -> "Condition":
        """How worn the copy is, whether it is collected or not."""
        return Condition(self.value.removeprefix("collectible_"))

    @property
    def rank(self) -> int:
        """0 for the best grade, higher for worse ones."""
        return list(Condition).index(self)

    @property
    def schema_org(self) -> str:
        """The OfferItemCondition of schema.org, which knows no grades of used copies."""
        if self in {Condition.NEW, Condition.REFURBISHED}:
            return f"https://schema.org/{self.label}Condition"
        return "https://schema.org/UsedCondition"

    @property
    def abebooks(self) -> str:
        """The term of AbeBooks and the IOBA; a collected copy is described by its wear."""
        return _ABEBOOKS[self.wear]

    @property
    def amazon(self) -> str:
        """The code of Amazon's inventory files."""
        return next(code for code, condition in _AMAZON.items() if condition is self)


_EXPLANATIONS = {
    Condition.NEW: "An unread, unmarked copy as it left the publisher.",
    Condition.LIKE_NEW: "Read with care if at all: clean pages, a tight binding, nothing missing.",
    Condition.VERY_GOOD: "Lightly read, with small signs of handling but no writing in the text.",
    Condition.GOOD: "Plainly used: worn edges or a few notes, with every page there.",
    Condition.ACCEPTABLE: "Heavily worn or marked, yet complete and readable throughout.",
    Condition.REFURBISHED: "Repaired or rebound by a workshop, and complete.",
}
_COLLECTIBLE = "Wanted for more than its text: signed, a first edition, or out of print."
_ABEBOOKS = {
    Condition.NEW: "New",
    Condition.LIKE_NEW: "As New",
    Condition.VERY_GOOD: "Very Good",
    Condition.GOOD: "Good",
    Condition.ACCEPTABLE: "Fair",
    # There is no term for it; a binder's work is described in the text.
    Condition.REFURBISHED: "Very Good",
}
_AMAZON = {
    "1": Condition.LIKE_NEW,
    "2": Condition.VERY_GOOD,
    "3": Condition.GOOD,
    "4": Condition.ACCEPTABLE,
    "5": Condition.COLLECTIBLE_LIKE_NEW,
    "6": Condition.COLLECTIBLE_VERY_GOOD,
    "7": Condition.COLLECTIBLE_GOOD,
    "8": Condition.COLLECTIBLE_ACCEPTABLE,
    "10": Condition.REFURBISHED,
    "9": Condition.REFURBISHED,
    "11": Condition.NEW,
}

# The words of the IOBA, which sellers also give in pairs, “Fine/Good” for the book and its jacket.
# Each with what it means, and the shop's grade for it.
IOBA_TERMS = (
    ("As New", "As it was published, unread, without a flaw.", Condition.LIKE_NEW),
    ("Fine", "Opened and read, yet with nothing to note.", Condition.LIKE_NEW),
    ("Near Fine", "One small flaw, which is described.", Condition.LIKE_NEW),
    ("Very Good", "Small signs of wear, no tears; flaws are described.", Condition.VERY_GOOD),
    ("Good", "Worn as a book that is read, with all its pages.", Condition.GOOD),
    ("Fair", "Very worn, with the whole text; endpapers may be gone.", Condition.ACCEPTABLE),
    ("Poor", "A copy to read and no more: stained, loose, or marked.", Condition.ACCEPTABLE),
)

# Plain values, as a queryset's `condition__in` wants them.
USED = tuple(condition.value for condition in Condition if not condition.is_new)


class UnknownCondition(ValueError):
    """A word for a condition that the shop does not know; the message lists those it does."""


def parse(text: str) -> Condition:
    """Return the condition for a word in a feed or an address of schema.org.

    Understood are the shop's own words ("Used: Very Good"), those of AbeBooks and the IOBA ("Fine",
    "Fair"), and Amazon's ("UsedVeryGood", "collectible-good"). Case, spaces and punctuation do not
    matter. Raises UnknownCondition for other words, and for "Used" or "Collectible" alone, which do
    not say how worn the copy is.
    """
    word = _letters(text.strip().removeprefix("https://schema.org/").removesuffix("Condition"))
    if word in {"used", "collectible"}:
        grades = _listed(USED[:4])
        raise UnknownCondition(f"“{text.strip()}” is too broad: say which grade, {grades}.")
    if word in _CONDITION_BY_WORD:
        return _CONDITION_BY_WORD[word]
    shown = text.strip()[:30]
    raise UnknownCondition(f"“{shown}” is not a condition. Say {_listed(Condition.values)}.")


def parse_amazon(code: str) -> Condition:
    """Return the condition for a code of Amazon's inventory files, "1" to "11"."""
    if code.strip() not in _AMAZON:
        raise UnknownCondition(
            f"“{code.strip()[:30]}” is not an Amazon condition. Say a number from 1 to 11."
        )
    return _AMAZON[code.strip()]


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _listed(values: tuple[str, ...] | list[str]) -> str:
    labels = [str(Condition(value).label) for value in values]
    return f"{', '.join(labels[:-1])} or {labels[-1]}"


_CONDITION_BY_WORD = (
    {_letters(condition.value): condition for condition in Condition}
    | {"used" + _letters(value): Condition(value) for value in USED[:4]}
    | {
        "asnew": Condition.LIKE_NEW,
        "fine": Condition.LIKE_NEW,
        "nearfine": Condition.LIKE_NEW,
        "fair": Condition.ACCEPTABLE,
        "poor": Condition.ACCEPTABLE,
    }
)
