"""Random addresses of a search, as people, programs and burglars would send them."""

from collections.abc import Iterator
from random import Random
from urllib.parse import quote_plus

# Stands where markup would begin or an attribute end; a page that escapes all never has it so.
TAG, ATTRIBUTE = "<zz9", '"zz9'

_WORDS = (
    *("emma", "persuasion", "jane", "austen", "highbury", "the", "of", "and", "novel", "volume"),
    *("é", "naïve", "œuvres", "o'brien"),
)
_OPERATORS = (
    *('"', "'", "*", "^", ":", "-", "+", "(", ")", "{", "}", "[", "]", "~", "|", "&", "!", "<->"),
    *("\\", "%", "_", ";", "--", "/*", "*/", "//", "?", "#", "=", "@@", "$$", "$1", "%s", ":*"),
    *("AND", "OR", "NOT", "NEAR", "NEAR(emma austen, 2)", "head : emma", "{head body} : x", "¶"),
    *(
        "' OR 1=1 --",
        "'; DROP TABLE search_word; --",
        "emma & !austen | (a <-> b)",
        "emm*",
        "-emma",
    ),
    *("{{ 7*7 }}", "{% debug %}", "${7*7}", "../../etc/passwd", f"{TAG}>", f"{ATTRIBUTE}=1"),
    *(
        f"</title>{TAG}>",
        f"'{ATTRIBUTE} onload=1",
        "javascript:alert(1)",
        "&lt;zz9",
        "&amp;",
        "emma~jane",
    ),
)
_ODD = (
    *("\0", "\x01\x1b[31m", "\r\n", "\t", "\u2028", "\ufeff", "\u200b", "\u202e", "\u0301" * 50),
    *(
        "😀",
        "👩‍👩‍👧",
        "🇫🇷",
        "مرحبا",
        "שלום",
        "中文書",
        "日本語の本",
        "ひらがな",
        "한국어",
        "ภาษาไทย",
        "ﷺ",
        "ﬁn",
    ),
    *("İstanbul", "ß", "ſ", "Ⅷ", "²", "１２３", "\U0010ffff", "\ufffd", "Z̸̛a̷l̸g̶o̴", "ǅ"),
)
_NUMBERS = (
    *("9780141439587", "978-0-14-143958-7", "0-8044-2957-X", "978014143958", "9780141439588"),
    *(
        "2900000000018",
        "0",
        "1",
        "-1",
        "1e9",
        "999999999999999999999999",
        "isbn",
        "ISBN 12",
        "3.14",
    ),
)
_FILTERS = (
    *("format", "language", "year", "subject", "price", "condition", "rating", "sort", "page", "q"),
    *("publisher", "x", "", "utm_source", "q[]", "__proto__", "Format", "\0", TAG, ATTRIBUTE),
)
_VALUES = (
    *("ebook", "paperback", "eng", "fre", "1990", "1990s", "used", "new", "10", "4", "price"),
    *(
        "newest",
        "rating",
        "best",
        "2",
        "0",
        "-1",
        "1000000000",
        "last",
        "abc",
        "9" * 400,
        "٣",
        "1.5",
    ),
)
# Bytes that are no UTF-8, and ways of writing that no encoder gives.
_RAW = ("%ff%fe", "%00", "%", "%zz", "%u0041", "%c0%ae", "%ed%a0%80", "&&&", "=", "+++", ";")


def addresses(seed: int, count: int) -> Iterator[str]:
    """Yield so many query strings, the same for the same seed."""
    random = Random(seed)
    for _ in range(count):
        yield "&".join(_parts(random))


def _parts(random: Random) -> Iterator[str]:
    if random.random() < 0.95:
        yield f"q={quote_plus(_typed(random))}"
    while random.random() < 0.4:
        name, value = random.choice(_FILTERS), random.choice((*_VALUES, _typed(random)))
        yield f"{quote_plus(name)}={quote_plus(value)}"
    if random.random() < 0.1:
        yield f"q={random.choice(_RAW)}"
    if random.random() < 0.05:
        yield random.choice(_RAW)


def _typed(random: Random) -> str:
    kinds = (_WORDS, _WORDS, _OPERATORS, _ODD, _NUMBERS)
    pieces = [random.choice(random.choice(kinds)) for _ in range(random.randint(0, 6))]
    if random.random() < 0.05:
        pieces.append(_long(random))
    return random.choice((" ", "", " ")).join(pieces)


def _long(random: Random) -> str:
    """Return a long text: one word, many, or signs only."""
    kind = random.choice((_WORDS, _OPERATORS, _ODD))
    joint = random.choice(("", " "))
    pieces = [random.choice(kind) for _ in range(random.choice((50, 400, 2_000)))]
    return joint.join(pieces)[:10_000]
