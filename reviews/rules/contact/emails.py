import re

from reviews.rules.spans import Span

# An @ between a name and a host with a dot. The lengths are those of RFC 5321; they keep a long
# run of letters from being read again and again. Whole runs are taken, so nothing backtracks
# but the last part of the host.
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,8}",
)


def email_spans(text: str) -> list[Span]:
    """Return where e-mail addresses stand: "reader@example.org", not "@reader" or "M@D"."""
    return [match.span() for match in _EMAIL.finditer(text) if _has_top_domain(match.group())]


def _has_top_domain(address: str) -> bool:
    last = address.rpartition(".")[2]
    return len(last) >= 2 and not last.isdigit()
