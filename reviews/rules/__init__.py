"""The shop's rules for reviews: which there are, and what a machine can find by itself.

Each rule that a machine can look after is one function in a module of its own: text in, findings
out. Source: requirements, section 8.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from reviews.rules.advertising import find_advertising
from reviews.rules.contact import find_contacts
from reviews.rules.findings import Finding, Severity
from reviews.rules.length import find_single_word
from reviews.rules.markup import find_tags
from reviews.rules.other_reviews import find_remarks_on_the_page
from reviews.rules.prices import find_prices
from reviews.rules.timeliness import find_events
from reviews.rules.words import default_words, find_profanity

__all__ = [
    "RULES",
    "RULES_VERSION",
    "Finding",
    "Judge",
    "Rule",
    "Severity",
    "default_words",
    "screen",
    "screen_headline",
]

# Kept with each review, as what its author agreed to: a rule that changes takes a new version.
RULES_VERSION = "1"


class Judge(StrEnum):
    """Who sees whether a rule is kept; moderators judge the machine's findings too."""

    MACHINE = "machine"
    HUMAN = "human"


@dataclass(frozen=True)
class Rule:
    id: str
    title: str
    judge: Judge


RULES: tuple[Rule, ...] = (
    Rule("RR-1", "Write about the book, not about other reviews or this page.", Judge.MACHINE),
    Rule("RR-2", "Plain text only, no HTML tags.", Judge.MACHINE),
    Rule("RR-3", "No profanity, obscenity or vulgarity.", Judge.MACHINE),
    Rule("RR-4", "Nothing that harms anybody's good name.", Judge.HUMAN),
    Rule("RR-5", "Nothing that is soon over: tours, signings, lectures.", Judge.MACHINE),
    Rule("RR-6", "More than a single word: describe the book.", Judge.MACHINE),
    Rule("RR-7", "Keep to the book rather than its author.", Judge.HUMAN),
    Rule("RR-8", "Do not give away the ending; hide spoilers.", Judge.HUMAN),
    Rule("RR-9", "No telephone numbers, addresses or web addresses.", Judge.MACHINE),
    Rule("RR-10", "No prices, availability or other places to order.", Judge.MACHINE),
    Rule("RR-11", "No advertising and no soliciting.", Judge.MACHINE),
)


def screen(text: str, *, profanity: Collection[str]) -> list[Finding]:
    """Return what the text of a review seems to break, in the order of the text (B1).

    `profanity` is the word list for RR-3: single words, folded by `catalog.folding.fold`.
    """
    return _in_order([*find_single_word(text), *_find_anywhere(text, profanity)])


def screen_headline(headline: str, *, profanity: Collection[str]) -> list[Finding]:
    """Return what a headline seems to break; unlike a text it may be one word or empty."""
    return _in_order(_find_anywhere(headline, profanity))


def _find_anywhere(text: str, profanity: Collection[str]) -> list[Finding]:
    return [
        *find_remarks_on_the_page(text),
        *find_tags(text),
        *find_profanity(text, profanity),
        *find_events(text),
        *find_contacts(text),
        *find_prices(text),
        *find_advertising(text),
    ]


def _in_order(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule))
