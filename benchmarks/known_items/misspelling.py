"""Slips of the hand in a word."""

from collections.abc import Callable
from random import Random
from string import ascii_lowercase

LONG_ENOUGH = 5


def slip(word: str, random: Random) -> str:
    """Return the word with one letter too many, too few, another, or with two changed places."""
    kind = random.choice((_too_many, _too_few, _another, _changed_places))
    return kind(word, random)


def misspelt(words: list[str], random: Random, is_known: Callable[[str], bool]) -> list[str] | None:
    """Return the words with a slip in one that is long enough, and that makes no known word.

    Returns None where no word is long enough, or luck has it that every slip made a word.
    """
    long_words = [place for place, word in enumerate(words) if len(word) >= LONG_ENOUGH]
    for place in random.sample(long_words, len(long_words)):
        wrong = slip(words[place], random)
        if wrong != words[place] and not is_known(wrong):
            return [*words[:place], wrong, *words[place + 1 :]]
    return None


def _too_many(word: str, random: Random) -> str:
    place = random.randint(0, len(word))
    return word[:place] + random.choice(ascii_lowercase) + word[place:]


def _too_few(word: str, random: Random) -> str:
    place = random.randrange(len(word))
    return word[:place] + word[place + 1 :]


def _another(word: str, random: Random) -> str:
    place = random.randrange(len(word))
    return word[:place] + random.choice(ascii_lowercase) + word[place + 1 :]


def _changed_places(word: str, random: Random) -> str:
    place = random.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
