"""Made-up names of people and houses."""

from itertools import accumulate
from random import Random

from bookstore.generated.words import made_up_word

_GIVEN_NAMES, _SURNAMES = 800, 30_000
_HOUSES = ("{} Press", "{} Books", "{} & {}", "{} University Press", "{} Verlag", "Éditions {}")


class Names:
    """Names of people: few given names and many surnames, some of each far more often."""

    def __init__(self, seed: int) -> None:
        random = Random(f"names {seed}")  # noqa: S311 - no secret hangs on it.
        self._given = _distinct(random, _GIVEN_NAMES, (1, 2, 2))
        self._surnames = _distinct(random, _SURNAMES, (1, 2, 2, 3))
        self._given_weights = _falling(_GIVEN_NAMES)
        self._surname_weights = _falling(_SURNAMES)

    def person(self, random: Random) -> tuple[str, str]:
        """Return given names and a surname."""
        count = 2 if random.random() < 0.2 else 1
        given = random.choices(self._given, cum_weights=self._given_weights, k=count)
        if random.random() < 0.3:
            given.append(f"{random.choice('ABCDEFGHJKLMNPRSTW')}.")
        return " ".join(given), self.surname(random)

    def surname(self, random: Random) -> str:
        return random.choices(self._surnames, cum_weights=self._surname_weights)[0]

    def house(self, random: Random) -> str:
        """Return the name of a publisher."""
        return random.choice(_HOUSES).format(self.surname(random), self.surname(random))


def _distinct(random: Random, count: int, syllables: tuple[int, ...]) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        names[made_up_word(random, random.choice(syllables)).capitalize()] = None
    return list(names)


def _falling(count: int) -> list[float]:
    """Return what `random.choices` takes for names that get rarer one by one."""
    return list(accumulate(1 / (rank + 50) for rank in range(count)))
