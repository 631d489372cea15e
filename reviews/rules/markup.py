"""RR-2: no HTML."""

import re

from reviews.rules.findings import Finding, Severity

ADVICE = (
    "Reviews are plain text, without HTML tags. Take the tag out; "
    "an empty line begins a new paragraph."
)

# The elements of the HTML standard, and those that browsers still obey although it dropped them.
_ELEMENTS = """(?:
    a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote
    |body|br|button|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn
    |dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h1
    |h2|h3|h4|h5|h6|head|header|hgroup|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link
    |main|map|mark|marquee|math|menu|meta|meter|nav|nobr|noframes|noscript|object|ol|optgroup
    |option|output|p|param|picture|plaintext|pre|progress|q|rp|rt|ruby|s|samp|script|search
    |section|select|slot|small|source|spacer|span|strike|strong|style|sub|summary|sup|svg|table
    |tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp)"""

# Without attributes a tag must close at once, and attributes must have an equals sign: in
# "a <b and c> d" nobody wrote a tag. A script is one however it goes on. No part can match what
# the next one begins with, so nothing is read twice.
_TAG = re.compile(
    rf"""
    <!--|<!doctype\b
    |</?{_ELEMENTS}(?:\s*+/?>|[\s/][^<>=]*+=[^<>]*+>)
    |<(?:script|style|iframe|svg)\b(?=[\s/>])[^<>]*+>
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_tags(text: str) -> list[Finding]:
    """Return the HTML tags and comments in a text; "<3" and "x < y" are none (RR-2)."""
    return [
        Finding.at(text, match.span(), rule="RR-2", severity=Severity.BLOCK, advice=ADVICE)
        for match in _TAG.finditer(text)
    ]
