"""RR-11: no advertising and no soliciting."""

import re

from reviews.rules.findings import Finding, Severity

ADVICE = (
    "A review does not advertise or ask readers for anything. "
    "Take out what invites them to visit, follow, call, buy or join."
)

_OWN_PLACE = r"""(?:(?:web[\s-]?)?(?:site|page)|blog|channel|podcast|newsletter|profile|store|shop
    |e-?bay|etsy|patreon|instagram|facebook|twitter|youtube|tiktok)"""

_ADVERTISING = re.compile(
    # Nothing about prizes as such: novels win the Booker Prize.
    rf"""
    \b(?:visit|see|check\sout|follow|join|read|find\s\w+\son|go\sto|subscribe\sto)\s(?:my|our)\s
        (?:(?!own\b)\w+\s){{0,2}}?{_OWN_PLACE}\b
    |\b(?:check\sout|buy|order|read|try|get|look\sfor)\s(?:my|our)\s
        (?:(?:own|new|latest|next|first|other)\s)?(?:e-?)?(?:books?|novels?|course|app|products?)\b
    |\bfollow\s(?:me|us)\s(?:on|at|@)
    |\b(?:email|e-mail|dm|pm|text|call|message|contact|whatsapp)\s(?:me|us)\s
        (?:at|on|for|if|now|to(?:day)?)\b
    |\b(?:call|click|order|apply|register|sign\sup|subscribe|reply|txt|text|buy|join|act)\s
        (?:now|today|here|below|this\slink|the\slink)\b
    |\b(?:promo(?:tional)?|coupon|discount|voucher|referral|affiliate)\s(?:codes?|links?)\b
    |\b(?:use|enter|claim|quote)\s(?:the\s|my\s|your\s)?(?:code|coupon|voucher)s?\b
    |\b(?:limited|special)[-\s](?:time\s)?offers?\b
    |\b\d{{1,2}}\s?%\s(?:off|discount)\b
    |\b(?:free\s(?:trial|gift|entry|sample\scopy|download)|100\s?%\sfree|money[-\s]back\sguarantee)\b
    |\b(?:you\s(?:have|['’]ve)|u\shave|you['’]ve)\s(?:been\s(?:selected|chosen)|won)\b
    |\b(?:claim|win)\s(?:(?:your|ur)\s(?:\w+\s){{0,2}}?(?:prize|reward|gift|award|bonus)
        |(?:a\s|an\s|our\s)?(?:free|cash|gift\scard|voucher|[£$€]\s?\d++))\b
    |\b(?:earn|make)\s(?:extra\s|easy\s|big\s)?(?:money|cash|income)\s
        (?:online|fast|from\shome|at\shome)\b
    |\bwork(?:ing)?\sfrom\shome\sand\searn\b
    |\b(?:you\sare|u\sr|ur)\s(?:a|the|our|this\sweek['’]?s)\s(?:lucky\s)?winner\b
    |\b(?:awarded|to\sclaim|claim\s(?:your|ur)|guaranteed|entitled\sto)\s(?:\w+\s){{0,3}}?
        (?:[£$€]\d++|bonus|cash|call|reward|upgrade)\b
    |\b(?:cash|bonus|caller|guaranteed|[£$€]\d[\d,.]*+)\s(?:prize|award|reward)s?\b
    |\b(?:t\s?&\s?c['’]?s?\sapply|terms\s(?:and|&)\sconditions\sapply|offer\sends)\b
    |\bto\s(?:opt[-\s]?out|unsubscribe)\b|\b(?:reply|send|text|txt)\sstop\b
    |\b(?:call|ring)\s(?:us\s)?(?:(?:free|now|on|at)\s){{0,2}}?\+?0?\d{{3,}}[\d\s-]{{3,}}\d
    # A short code: "Text STOP to 87121".
    |\b(?:text|txt|send|sms|reply)[:>]?\s(?:\S{{1,20}}\s){{1,4}}?to:?\s\d{{4,6}}\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_advertising(text: str) -> list[Finding]:
    """Return words that advertise or solicit (RR-11)."""
    return [
        Finding.at(text, match.span(), rule="RR-11", severity=Severity.WARN, advice=ADVICE)
        for match in _ADVERTISING.finditer(text)
    ]
