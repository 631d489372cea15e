"""A review against the rules, as its author and the moderators see it."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from reviews.models import ScreeningWord
from reviews.rules import Finding, Severity, screen, screen_headline


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
        """Return the findings as they are stored with the review, each with its field."""
        return [
            {"field": field, **asdict(finding)}
            for field, findings in [("headline", self.headline), ("text", self.text)]
            for finding in findings
        ]


def screen_review(*, headline: str, text: str) -> Screening:
    """Hold a review against every rule a machine can look after. Reads the word list: one query."""
    words = set(ScreeningWord.objects.values_list("word_key", flat=True))
    return Screening(
        screen_headline(headline, profanity=words),
        # That nothing is written at all is said beside the field.
        screen(text, profanity=words) if text else [],
    )
