"""What results can be narrowed down by: filters, the values of each, what they are called.

The rooms above declare theirs as `FILTERS` in their modules of facts (search.watching).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from search.ranking import Candidate
from search.tokens import token


class Choice(NamedTuple):
    """A value of a filter: how the address has it, which token works with it have, its words."""

    value: str
    token: str
    label: str


class Filter(Protocol):
    """A way to narrow results down; `name` is what the address calls it."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    def known(self, values: Sequence[str]) -> Sequence[Choice]:
        """Return the choices of those values that there are. One query at the most."""

    def offered(self, counts: Mapping[str, int]) -> Sequence[Choice]:
        """Return what to choose from, in order, among tokens with counts. One query at the most."""


@dataclass(frozen=True)
class FixedFilter:
    """A filter whose values are always the same; `labels` returns them in order, by value."""

    name: str
    label: str
    labels: Callable[[], Mapping[str, str]]

    def known(self, values: Sequence[str]) -> Sequence[Choice]:
        return [choice for choice in self._choices() if choice.value in values] if values else []

    def offered(self, counts: Mapping[str, int]) -> Sequence[Choice]:
        return [choice for choice in self._choices() if choice.token in counts]

    def _choices(self) -> Iterator[Choice]:
        for value, label in self.labels().items():
            yield Choice(value, token(self.name, value), label)


def counted(tokens: Iterable[str]) -> Counter[str]:
    """Return how many works have each token, of the tokens of each work."""
    return Counter(" ".join(tokens).split())


def having(works: Iterable[Candidate], tokens: Iterable[Collection[str]]) -> list[Candidate]:
    """Return the works that have one token of each list."""
    wanted = [{*any_of} for any_of in tokens]
    return [
        work
        for work in works
        if not any(any_of.isdisjoint(work.tokens.split()) for any_of in wanted)
    ]
