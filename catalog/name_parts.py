"""Names of people and bodies in parts, as citations and indexes need them."""

import re
import unicodedata
from dataclasses import dataclass

# Words that a body's name has and a person's rarely: such a name stays in one piece.
BODY_WORDS = frozenset(
    # A list would take seventy lines.
    """
    academy agency american and archive archives assembly association associates board books
    british bureau center centre church club co college collective commission committee company
    conference congress consortium corp corporation council department editors european
    federation foundation gallery gmbh government group house inc institut institute
    international laboratory league library ltd ministry museum national nations of office
    organisation organization press project publications publishers publishing research school
    service services society staff studio studios survey team the trust union united university
    verlag world
    """.split()  # noqa: SIM905
)
# Small words that belong to the family name after them: Ludwig van Beethoven, Simone de Beauvoir.
PARTICLES = frozenset(
    "af al bin da das de del della den der di dos du el ibn la le ten ter van von zu".split()  # noqa: SIM905
)
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Two words are the least that can be split; more than five are rather a body's name.
WORDS_OF_A_PERSON = range(2, 6)


@dataclass(frozen=True)
class Name:
    """A name as on the title page and, for a person, its parts.

    Without `given` the name is one piece: a body, a person with one name, or one of whom the
    catalogue does not know which part is the family's.
    """

    shown: str
    family: str = ""
    given: str = ""
    suffix: str = ""

    @property
    def in_parts(self) -> bool:
        return bool(self.given)

    @property
    def index_form(self) -> str:
        """The name as an index has it: “King, Martin Luther, Jr.”."""
        if not self.in_parts:
            return self.shown
        return ", ".join(filter(None, [self.family, self.given, self.suffix]))


def clean(text: str) -> str:
    """Return text on one line, without control characters, with single spaces, in form NFC."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join(
        "".join(" " if unicodedata.category(each) == "Cc" else each for each in composed).split()
    )


def name_of(shown: str, inverted: str = "") -> Name:
    """Take a contributor's name apart.

    The inverted name decides where there is one: “Safran, Jeremy D.” has parts, and one without a
    comma is one piece, which is how staff keep a name whole that would be split wrongly.

    Without one the catalogue does not say whether this is a person, and a guess is made with
    care: only two to five words of letters with capitals, none of them a word of bodies, are
    split, before the last word and its particles. A person not inverted is a smaller error
    than “Nations, United”; still, a body such as “Lonely Planet” needs its inverted name.
    """
    shown, inverted = clean(shown), clean(inverted)
    if inverted:
        family, given, suffix = _at_commas(inverted)
    else:
        family, given, suffix = _at_last_word(shown)
    return Name(shown, family, given, suffix) if family and given else Name(shown)


def _at_commas(inverted: str) -> tuple[str, str, str]:
    family, given, *others = [*(part.strip() for part in inverted.split(",")), ""]
    return family, given, ", ".join(filter(None, others))


def _at_last_word(shown: str) -> tuple[str, str, str]:
    words = shown.replace(",", " ,").split()
    suffix = ""
    if len(words) > 2 and words[-1].lower() in SUFFIXES:
        suffix = words.pop()
        words = words[:-1] if words[-1] == "," else words
    if not _is_like_a_person(words):
        return "", "", ""
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start]), suffix


def _is_like_a_person(words: list[str]) -> bool:
    return len(words) in WORDS_OF_A_PERSON and all(
        word in PARTICLES or (_is_part_of_a_name(word) and word.lower() not in BODY_WORDS)
        for word in words
    )


def _is_part_of_a_name(word: str) -> bool:
    """Whether this is a word or initial of a script with capitals: “Muñoz”, “O'Neill”, “J.-P.”."""
    return (
        word[0].isupper()
        and bool(re.fullmatch(r"(?:[^\W\d_]\.?[-'’]?)+", word))
        and not (len(word) > 3 and word.isupper() and "." not in word)
    )
