"""A review against the rules, as its author and the moderators see it."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from reviews.models import ScreeningWord
from reviews.rules import Finding, Severity, screen, screen_headline

# More tells a moderator nothing new, and 10,000 characters could give thousands.
STORED_MAX = 200


@dataclass(frozen=True)
class Screening:
    """What the rules found in the headline and the text of a review."""

    headline: list[Finding]
    text: list[Finding]

    @property
    def findings(self) -> list[Finding]:
        return [*self.headline, *self.text]

    @property
    def is_blocked(self) -> bool:
        return any(finding.severity is Severity.BLOCK for finding in self.findings)

    @property
    def has_warnings(self) -> bool:
        return any(finding.severity is Severity.WARN for finding in self.findings)

    @property
    def fingerprint(self) -> str:
        """A short text that is the same for the same findings: whose warnings have been seen."""
        told = repr([(finding.rule, finding.words) for finding in self.findings])
        return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:16]

    @property
    def rules_hit(self) -> str:
        """The rules of the findings as `Review.rules_hit` keeps them."""
        rules = sorted({finding.rule for finding in self.findings})
        return f" {' '.join(rules)} " if rules else ""

    def as_json(self) -> list[dict[str, Any]]:
        """Return the findings as they are stored with the review, each with its field.

        Of more than `STORED_MAX` the first ones are stored, and the last of them tells how many
        there were besides.
        """
        fields = ["headline"] * len(self.headline) + ["text"] * len(self.text)
        stored = [
            {"field": field, **asdict(finding)}
            for field, finding in zip(fields[:STORED_MAX], self.findings, strict=False)
        ]
        if more := len(self.findings) - len(stored):
            stored[-1]["advice"] += f" (And {more} more.)"
        return stored


def screen_review(*, headline: str, text: str) -> Screening:
    """Hold a review against every rule a machine can look after. Reads the word list: one query."""
    words = set(ScreeningWord.objects.values_list("word_key", flat=True))
    return Screening(
        screen_headline(headline, profanity=words),
        # That nothing is written at all is said beside the field.
        screen(text, profanity=words) if text else [],
    )
