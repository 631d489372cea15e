"""RR-10: no prices, availability or other ways to order."""

import re

from reviews.rules.findings import Finding, Severity

ADVICE = (
    "Prices, stock and other places to buy change, so a review does not speak of them. "
    "Take this out, unless it is a sum in the book's own story."
)

_NO_PRIZE = r"(?<!prize\sof\s)(?<!reward\sof\s)(?<!ransom\sof\s)(?<!bounty\sof\s)"
_NUMBER = r"\d++(?:[.,]\d++)*+"

# What follows a sum that belongs to a story: "a $100 bill", "$2 million", "a $50 bet".
_IN_A_STORY = r"""(?![\s-]?(?:
    (?:m|mil|mill|million|bn|billion|trillion|k|thousand|bills?|notes?|banknotes?|reward|ransom
      |bounty|bets?|bribe|debts?|loan|inheritance|fortune|prize|salary|wager|mortgage)\b
    |(?:a|an|per)\s(?:hour|day|night|week|month|year)\b))"""

_SHOPS = r"""(?:amazon|e-?bay|abe\s?books|alibris|wal-?mart|costco|barnes\s(?:and|&)\snoble
    |book\sdepository|thrift\s?books|waterstones|powell['’]?s|half\.com|the\spublisher['’]s\ssite)"""

_PRICE = re.compile(
    rf"""
    {_NO_PRIZE}(?:(?:US|CA|AU)\s?|[CA])?[$£€¥₹]\s?{_NUMBER}{_IN_A_STORY}
    |(?<![a-z\d.,]){_NUMBER}\s?(?:€|£|円|(?:dollars?|bucks|quid|euros?|usd|eur|gbp|cents)\b)
        {_IN_A_STORY}
    |\bcheaper\s(?:at|on|from|in\sthe\sshops?|elsewhere|online|copy|copies)\b
    |\b(?:for|at)\shalf\s(?:the\s)?price\b
    # "Stock" followed by a noun is another thing: stock characters, stock options.
    |\b(?:back\s)?in\sstock(?=\s*+(?:[.,;:!?)"”]|$)
        |\s(?:at|on|now|here|there|again|today|everywhere|and|but|for)\b)
    |\b(?:out\sof\sstock|sold\sout\s(?:at|on|everywhere)|on\s(?:back-?order|sale\s(?:at|for|now)))\b
    |\b(?:free|fast|next-day)\s(?:shipping|delivery)\b
    |\b(?:buy|bought|order|ordered|purchased?|get|got|find|found|available|sold|cheap)\s
        (?:\w+\s){{0,3}}?(?:at|from|on|through|via)\s{_SHOPS}\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "My two cents" is an opinion.
_TWO_CENTS = re.compile(r"2\s?cents|\$0\.02", re.IGNORECASE)


def find_prices(text: str) -> list[Finding]:
    """Return prices and remarks on stock and other shops; "worth every penny" is none (RR-10)."""
    return [
        Finding.at(text, match.span(), rule="RR-10", severity=Severity.WARN, advice=ADVICE)
        for match in _PRICE.finditer(text)
        if not _TWO_CENTS.fullmatch(match.group())
    ]
