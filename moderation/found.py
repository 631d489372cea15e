"""What the screening found in a review when it was sent, as moderators are shown it."""

from reviews.models import WORDS_MAX, Review
from reviews.rules import Finding, Severity


def findings_in(review: Review, field: str) -> list[Finding]:
    """Return the findings in the headline or the text, in order, to be marked there.

    One whose words no longer stand at its place is left out, since the mark would be a wrong one.
    """
    text = getattr(review, field)
    findings = [
        Finding(
            rule=found["rule"],
            severity=Severity(found["severity"]),
            start=found["start"],
            end=found["end"],
            words=found["words"],
            advice=found["advice"],
        )
        for found in review.findings
        if found["field"] == field and text[found["start"] : found["end"]] == found["words"]
    ]
    return sorted(findings, key=lambda finding: (finding.start, finding.end))


def words_by_rule(review: Review) -> dict[str, str]:
    """Return the words that were found for each rule, a line each, as they fit a decision."""
    found: dict[str, dict[str, None]] = {}
    for finding in review.findings:
        found.setdefault(finding["rule"], {})[finding["words"]] = None
    return {rule: "\n".join(words)[:WORDS_MAX] for rule, words in found.items()}
