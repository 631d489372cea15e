"""RR-1: nothing about other reviews or the shop's own information."""

import re

from reviews.rules.findings import Finding, Severity

ADVICE = (
    "A review is about the book, not about other reviews or what this page says. Say what you "
    "think yourself; a mistake on the page can be reported with the link for that."
)

_WHICH = r"""(?:other|another|previous|prior|earlier|preceding|negative|positive|bad|poor|good
    |glowing|critical|rave|(?:one|two|three|four|five|[1-5])[-\s]star)"""
_SAYS = r"""(?:says?|said|states?|stated|claims?|claimed|mentions?|mentioned|promises|promised
    |is\s(?:wrong|misleading|incorrect|inaccurate))"""

# A book may itself be about reviewing, so "review" alone is nothing: it has to be one of the
# others, one on this page, or one that the writer read before buying.
_REMARK = re.compile(
    rf"""
    \b(?:other|another|previous|prior|earlier|preceding|fellow)\s
        (?:(?:\w+\s)?reviewers?|commenters?)\b
    |\b(?:some|most|many|several|all|one)\s(?:of\s)?(?:the|these|those|you)\s
        (?:other\s)?(?:reviewers?|reviews)\b
    |\breviewers?\s(?:here|above|below|before\sme|on\s(?:here|this\s(?:page|site)))\b
    |\bthe\sreviewers?\swho\b
    |\b(?:previous|prior|preceding|other)\sreviews?\b(?!\sof\b)
    |\b(?:the|these|those|all|agree\swith|believe|read)\s(?:the\s)?{_WHICH}\sreviews?\b
        (?!\s(?:of|by)\b)
    |\breviews?\s(?:(?:already\s)?posted|here|above|below
        |on\s(?:here|amazon|this\s(?:page|site|book)))\b
    |\b(?:read|reading|saw|seen|believe|trust|ignore|agree\swith|based\son|because\sof|despite)\s
        (?:the|these|those|all|all\sthe|all\sthese|any)\sreviews\b(?!\s(?:of|by|in)\b)
    |\bthe\s(?:product|item)\s(?:description|details|page|listing)\b
    |\bthe\s(?:book|seller['’]?s|shop['’]?s|site['’]?s)\s(?:description|page|listing)\b
    |\b(?:the|this)\s(?:description|listing|web\s?site)\s{_SAYS}\b
    |\b(?:description|rating|picture|image|cover|comments?)\s
        (?:above|below|on\sthis\s(?:page|site))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_remarks_on_the_page(text: str) -> list[Finding]:
    """Return remarks on other reviews and the page; a book about reviewing is fine (RR-1)."""
    return [
        Finding.at(text, match.span(), rule="RR-1", severity=Severity.WARN, advice=ADVICE)
        for match in _REMARK.finditer(text)
    ]
