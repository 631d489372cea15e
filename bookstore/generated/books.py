"""What the work of a number is: editions, people, offers and reviews, before any row is made."""

from dataclasses import dataclass
from random import Random

from bookstore.generated.draws import low_number, low_numbers
from bookstore.generated.editions import Edition, make_editions
from bookstore.generated.names import Names
from bookstore.generated.offers import Offer, make_offers
from bookstore.generated.texts import Texts
from bookstore.generated.words import Vocabulary
from catalog.models import ContributorRole

SUBJECTS = 400
# Works of neighbouring numbers share a series, up to so many of each block.
_BLOCK, _IN_SERIES = 32, 8
# How many works have one more contributor in this role.
_ROLES = {
    ContributorRole.AUTHOR.value: 0.18,
    ContributorRole.TRANSLATOR.value: 0.06,
    ContributorRole.ILLUSTRATOR.value: 0.06,
    ContributorRole.EDITOR.value: 0.04,
}


@dataclass(slots=True)
class Book:
    """People, subjects, publishers, sellers and series are numbers that count from 1."""

    title: str
    subtitle: str
    overview: str
    keywords: str
    people: list[tuple[int, str]]
    subjects: list[int]
    series: int | None
    part: int
    editions: list[Edition]
    contents: list[tuple[str, str, str]]
    # Of the first edition.
    offers: list[Offer]
    # Stars and words.
    reviews: list[tuple[int, str]]


class Books:
    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.vocabulary = Vocabulary(seed)
        self.names = Names(seed)
        self._texts = Texts(self.vocabulary)

    def random_for(self, kind: str, number: int) -> Random:
        return Random(f"{self._seed} {kind} {number}")  # noqa: S311 - no secret hangs on it.

    def book(self, number: int) -> Book:
        random = self.random_for("work", number)
        block, place = divmod(number - 1, _BLOCK)
        is_part = place < self._parts(block)
        editions = make_editions(random, number)
        return Book(
            title=self._texts.title(random),
            subtitle=self._texts.subtitle(random) if random.random() < 0.4 else "",
            overview=self._texts.overview(random),
            keywords=self._texts.keywords(random) if random.random() < 0.3 else "",
            people=self._people(random, number, leader=number - place if is_part else number),
            subjects=low_numbers(random, SUBJECTS, random.choice((1, 1, 2, 3))),
            series=block + 1 if is_part else None,
            part=place + 1,
            editions=editions,
            contents=self._contents(random, editions[0]),
            offers=make_offers(random, editions[0]),
            reviews=self._reviews(random),
        )

    def _people(self, random: Random, number: int, *, leader: int) -> list[tuple[int, str]]:
        """Return the numbers and roles of a work's people; the first wrote the leader, too."""
        people = {self._author(leader): ContributorRole.AUTHOR.value}
        if _brings_an_author(number):
            people.setdefault(contributors_up_to(number), ContributorRole.WITH.value)
        for role, share in _ROLES.items():
            if random.random() < share:
                people.setdefault(_known_person(random, number), role)
        return list(people.items())

    def _author(self, number: int) -> int:
        """Return the author of a work: a new one, or one of those before, the first most often."""
        if _brings_an_author(number):
            return contributors_up_to(number)
        return _known_person(self.random_for("author", number), number)

    def _parts(self, block: int) -> int:
        """Return how many works of the block are parts of its series; a single one makes none."""
        parts = self.random_for("series", block).randint(0, _IN_SERIES)
        return 0 if parts == 1 else parts

    def _contents(self, random: Random, edition: Edition) -> list[tuple[str, str, str]]:
        if random.random() > 1 / 3:
            return []
        return self._texts.contents(random, edition.pages or 200)

    def _reviews(self, random: Random) -> list[tuple[int, str]]:
        """Return the reviews of a work: none of most, and of some a dozen."""
        if random.random() > 0.2:
            return []
        liked = random.random()
        return [
            (1 + round(4 * (liked + random.random()) / 2), self._texts.review(random))
            for _ in range(int(12 * random.random() ** 3) + 1)
        ]


def contributors_up_to(number: int) -> int:
    """Return how many people made the works up to this number: two of five bring a new author."""
    return (number * 2 + 3) // 5


def _brings_an_author(number: int) -> bool:
    return contributors_up_to(number) > contributors_up_to(number - 1)


def _known_person(random: Random, number: int) -> int:
    return low_number(random, contributors_up_to(number))
