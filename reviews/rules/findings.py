"""What a review rule finds in a text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    BLOCK = "block"  # Must be mended before the review can be sent.
    WARN = "warn"  # May be sent as it is; the moderator sees the finding.


@dataclass(frozen=True)
class Finding:
    """Words of a text that seem to break a rule; `words` is `text[start:end]`."""

    rule: str
    severity: Severity
    start: int
    end: int
    words: str
    advice: str

    @classmethod
    def at(
        cls, text: str, span: tuple[int, int], *, rule: str, severity: Severity, advice: str
    ) -> Self:
        start, end = span
        return cls(rule, severity, start, end, text[start:end], advice)
