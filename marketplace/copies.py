"""What is to be said of a copy besides its grade: defects and features, and which go together (B5).

Plain rules on plain values: the form, the feeds and the pages ask here alike.
"""

from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db import models

from marketplace.conditions import Condition

SIGNED_BY = 200


class Marking(models.TextChoices):
    """Underlining and highlighting in the text."""

    NOT_STATED = "", "not stated"
    NONE = "none", "no marks in the text"
    SOME = "some", "some marks in the text"
    MUCH = "much", "many marks in the text"


class Jacket(models.TextChoices):
    """The dust jacket and its grade, in the terms of the IOBA."""

    NOT_STATED = "", "not stated"
    NONE = "none", "no jacket"
    AS_NEW = "as_new", "jacket as new"
    FINE = "fine", "jacket fine"
    VERY_GOOD = "very_good", "jacket very good"
    GOOD = "good", "jacket good"
    FAIR = "fair", "jacket fair"
    POOR = "poor", "jacket poor"


class AccessCode(models.TextChoices):
    """The code for what a textbook's publisher keeps online."""

    NOT_STATED = "", "not stated"
    YES = "yes", "access code included"
    NO = "no", "no access code"


@dataclass(frozen=True)
class CopyFacts:
    """What a seller states of one copy; what is not stated is empty or False."""

    is_ex_library: bool = False
    is_book_club: bool = False
    has_remainder_mark: bool = False
    has_owner_name: bool = False
    marking: str = Marking.NOT_STATED
    jacket: str = Jacket.NOT_STATED
    is_signed: bool = False
    signed_by: str = ""
    is_international: bool = False
    is_print_on_demand: bool = False
    access_code: str = AccessCode.NOT_STATED

    @classmethod
    def of(cls, row: object) -> Self:
        """Return the facts of anything that has them as attributes, such as an offer."""
        return cls(**{name: getattr(row, name) for name in FACTS})

    @property
    def defects(self) -> list[str]:
        """What a buyer may mind, in words."""
        return [words for is_so, words in self._said_against if is_so]

    @property
    def features(self) -> list[str]:
        """What a buyer may look for, in words."""
        signed = f"signed by {self.signed_by}" if self.signed_by else "signed"
        jacket = Jacket(self.jacket)
        return [
            *([signed] if self.is_signed else []),
            *([str(jacket.label)] if jacket not in {Jacket.NOT_STATED, Jacket.NONE} else []),
            *(["access code included"] if self.access_code == AccessCode.YES else []),
            *(["no marks in the text"] if self.marking == Marking.NONE else []),
        ]

    @property
    def _said_against(self) -> list[tuple[bool, str]]:
        return [
            (self.is_ex_library, "from a library"),
            (self.is_book_club, "book club edition"),
            (self.has_remainder_mark, "remainder mark"),
            (self.has_owner_name, "an owner’s name in it"),
            (self.marking in {Marking.SOME, Marking.MUCH}, str(Marking(self.marking).label)),
            (self.jacket == Jacket.NONE, "no jacket"),
            (self.is_international, "international edition"),
            (self.is_print_on_demand, "printed on demand"),
            (self.access_code == AccessCode.NO, "no access code"),
        ]


FACTS = tuple(CopyFacts.__dataclass_fields__)


class Ruling(NamedTuple):
    """A fact, and the grades that a copy with it cannot have."""

    fact: str
    values: tuple[object, ...]
    words: str
    wear: tuple[Condition, ...]

    @property
    def grades(self) -> list[Condition]:
        """The grades ruled out, those of collected copies among them."""
        return [condition for condition in Condition if condition.wear in self.wear]


RULINGS = (
    Ruling("is_ex_library", (True,), "comes from a library", (Condition.NEW, Condition.LIKE_NEW)),
    Ruling("has_remainder_mark", (True,), "has a remainder mark", (Condition.NEW,)),
    Ruling(
        "has_owner_name", (True,), "has an owner’s name in it", (Condition.NEW, Condition.LIKE_NEW)
    ),
    Ruling(
        "marking",
        (Marking.SOME.value, Marking.MUCH.value),
        "has marks in the text",
        (Condition.NEW, Condition.LIKE_NEW, Condition.VERY_GOOD),
    ),
)


def contradiction(condition: Condition, facts: CopyFacts) -> str:
    """Return why a copy with these facts cannot be in this condition; "" when it can."""
    for ruling in RULINGS:
        if getattr(facts, ruling.fact) in ruling.values and condition in ruling.grades:
            return f"A copy that {ruling.words} is not “{condition.label}”. Choose a lower grade."
    return ""


class Wish(NamedTuple):
    """What a shopper may ask of a copy: a fact, and what it has to say for the wish to be met."""

    name: str
    label: str
    fact: str
    values: tuple[object, ...]


# Whether a fact that is only stated when it is so must be stated, or must not.
_STATED, _NOT_STATED = (True,), (False,)
WISHES = (
    Wish("unmarked", "no marks in the text", "marking", (Marking.NONE.value,)),
    Wish("no-library", "not from a library", "is_ex_library", _NOT_STATED),
    Wish("no-name", "no owner’s name", "has_owner_name", _NOT_STATED),
    Wish("no-remainder", "no remainder mark", "has_remainder_mark", _NOT_STATED),
    Wish("no-book-club", "no book club edition", "is_book_club", _NOT_STATED),
    Wish("no-international", "no international edition", "is_international", _NOT_STATED),
    Wish("no-demand", "not printed on demand", "is_print_on_demand", _NOT_STATED),
    Wish("signed", "signed", "is_signed", _STATED),
    Wish(
        "jacket",
        "with dust jacket",
        "jacket",
        tuple(jacket.value for jacket in Jacket if jacket not in {Jacket.NOT_STATED, Jacket.NONE}),
    ),
    Wish("code", "access code included", "access_code", (AccessCode.YES.value,)),
)
