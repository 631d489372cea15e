"""Which addresses belong to a seller: their registered website and what lies below it."""

import re
from urllib.parse import urlsplit

# Browsers and urlsplit disagree on what these mean in an address, which hides its true host.
_AMBIGUOUS = re.compile(r"[\\\s\x00-\x1f\x7f]")


def is_registered(url: str, website: str) -> bool:
    """Whether `url` leads to the host of `website` or to a subdomain of it, over HTTP or HTTPS.

    An address with a name or a password in it is refused, since it may look like another's.
    """
    host, home = _host(url), _host(website)
    return bool(host and home) and (host == home or host.endswith(f".{home}"))


def _host(url: str) -> str:
    """Return the host in its ASCII form; nothing when a browser might be led elsewhere."""
    if _AMBIGUOUS.search(url):
        return ""
    try:
        parts = urlsplit(url)
        # Reading the port raises an error where it is none.
        is_plain = parts.scheme in {"http", "https"} and "@" not in parts.netloc and parts.port != 0
        name = parts.hostname or ""
        host = name.encode("idna").decode("ascii").lower()
        # Browsers have newer rules for names (IDNA 2008): “faß” is “fass” here, and not there.
        is_plain &= name.isascii() or host.encode().decode("idna") == name
    except ValueError:
        return ""
    return host.removesuffix(".") if is_plain else ""
