"""Why a review may be refused or removed: the rules, and what the terms say besides."""

from reviews.rules import RULES, Judge, Rule

GROUNDS: tuple[Rule, ...] = (
    *RULES,
    Rule("RV-7", "Your own words, accurate, and nobody else's rights.", Judge.HUMAN),
    Rule("AG-1", "Nobody under 13 may write here.", Judge.HUMAN),
    Rule("RR-13", "The shop's terms of use apply.", Judge.HUMAN),
    Rule("RR-12", "Another reason, which the note tells.", Judge.HUMAN),
)
# Nothing but the note says what is meant by these.
NOTE_NEEDED = ("RR-12", "RR-13")

_TITLES = {ground.id: ground.title for ground in GROUNDS}


def title_of(ground: str) -> str:
    """Return the ground in words; the id itself for one that is no longer in use."""
    return _TITLES.get(ground, ground)
