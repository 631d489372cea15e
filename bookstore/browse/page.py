"""What every page to browse by tells of itself: its head, the way to it, and its feed."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse


class Step(NamedTuple):
    """A page above another one, as breadcrumbs lead there."""

    label: str
    address: str


@dataclass(frozen=True)
class BrowsePage:
    title: str
    description: str
    address: str
    above: list[Step] = field(default_factory=list)

    @property
    def way(self) -> list[Step]:
        """The pages above this one, from the shop's first page on."""
        return [Step("Home", reverse("home")), *self.above]

    @property
    def feed(self) -> str:
        return f"{self.address}feed.atom"

    @property
    def step(self) -> Step:
        return Step(self.title, self.address)
