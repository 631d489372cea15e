"""Web addresses, with and without http in front."""

import re
from collections.abc import Iterator

from linkify_it import LinkifyIt

from catalog.scripts import WITHOUT_SPACES
from reviews.rules.spans import Span, merged

# linkify-it knows the two-letter domains and the old generic ones; these are the newer ones that
# people also write without http.
_NEWER_DOMAINS = [
    "app",
    "blog",
    "dev",
    "link",
    "live",
    "online",
    "page",
    "site",
    "store",
    "tech",
    "xyz",
]

_LINKIFY = LinkifyIt(options={"fuzzy_email": False}).tlds(_NEWER_DOMAINS, keep_old=True)

# Top domains that end no English sentence, so that a bare "name.com" can be nothing else.
_SURE_DOMAINS = frozenset({"com", "org", "edu", "gov", "biz", "info", "xyz"})

# Top domains that are also words, abbreviations or suffixes of files. Readers forget the space
# after a full stop ("a great book.it made me cry"), write "et.al" and "will.i.am", and review
# books on programming ("setup.py"). With www in front or a path behind they are links all the
# same.
_WORD_DOMAIN = re.compile(
    """
    ac|aero|al|am|as|asia|at|be|by|cc|cd|cf|coop|dj|do|er|id|ie|im|in|is|it|la|link|live|ma|mc|md|me
    |ml|mm|mr|ms|mt|museum|my|name|no|online|pa|page|pg|pm|pro|ps|py|re|rs|sc|sh|shop|site|so|sr|st
    |store|tech|to|tr|um|us|web|xxx|ye
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Names that only look like hosts.
_NAMES = frozenset({"ado.net", "asp.net", "dot.com", "ml.net", "paint.net", "vb.net"})

# What says that it is an address is taken for one, however badly the rest is written.
_WITH_SCHEME = re.compile(r"\b(?:https?|ftp)://[^\s<>\"]++", re.IGNORECASE)

_LETTER_WITHOUT_SPACES = re.compile(f"[{WITHOUT_SPACES}\u30a0-\u30ff\uac00-\ud7a3]")

# No link holds white space. Without a limit linkify-it takes seconds over one long run of brackets.
_CHUNK = re.compile(r"\S{1,2000}+")
_AFTER_HOST = re.compile("[/?#:]")


def link_spans(text: str) -> list[Span]:
    """Return where web addresses stand, also in the midst of Chinese or Japanese.

    "Node.js", "e.g." and "the end.It was" are none.
    """
    # Where no spaces set words apart, an address runs into its neighbours. Blanking these keeps
    # all other places; the text as it is holds the addresses with such letters in them.
    apart = _LETTER_WITHOUT_SPACES.sub(" ", text)
    bare = (span for view in {text, apart} for span in _bare_links(view))
    return merged([*bare, *(match.span() for match in _WITH_SCHEME.finditer(text))])


def _bare_links(text: str) -> Iterator[Span]:
    """Yield where addresses without http stand."""
    for chunk in _CHUNK.finditer(text):
        if "." not in chunk.group():
            continue
        for match in _LINKIFY.match(chunk.group()) or ():
            start, end = chunk.start() + match.index, chunk.start() + match.last_index
            # After a dollar sign stands a stock exchange's name for a firm: "$TVI.CA".
            if _is_link(match.raw) and text[max(start - 1, 0) : start] != "$":
                yield start, end


def _is_link(address: str) -> bool:
    host, *path = _AFTER_HOST.split(address.removeprefix("//"), maxsplit=1)
    if host.lower().startswith("www.") or any(path):
        return True
    return host.lower() not in _NAMES and _ends_like_a_host(host)


def _ends_like_a_host(host: str) -> bool:
    top = host.rpartition(".")[2]
    if top.lower() in _SURE_DOMAINS:
        return True
    if top[:1].isupper() and not host.isupper():  # "a bore.De Vries", "his B.Sc".
        return False
    return _WORD_DOMAIN.fullmatch(top) is None
