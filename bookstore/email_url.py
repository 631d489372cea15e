"""Where mail goes: to the console of the server, or to a mail server named by a URL."""

import os
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# The scheme says how the connection is kept private, and so which port is usual.
USUAL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    backend: str = "django.core.mail.backends.console.EmailBackend"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    use_starttls: bool = False
    use_tls: bool = False


def read_email_url(name: str) -> MailServer:
    """Return the mail server of `console:`, `smtp://`, `smtp+tls://` or `smtps://user:pass@host:port`.

    Characters such as @ in user or password are written as in any URL: %40.
    """
    value = os.environ.get(name) or "console:"
    if value.rstrip("/") == "console:":
        return MailServer()
    url = urlsplit(value)
    if url.scheme not in USUAL_PORTS or not url.hostname or url.path.strip("/") or url.query:
        _refuse(name)
    return MailServer(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=url.hostname,
        port=_port(url, name) or USUAL_PORTS[url.scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_starttls=url.scheme == "smtp+tls",
        use_tls=url.scheme == "smtps",
    )


def _port(url: SplitResult, name: str) -> int | None:
    try:
        return url.port
    except ValueError:
        _refuse(name)


def _refuse(name: str) -> NoReturn:
    # The value is not repeated: it may hold a password, and logs are read by many.
    raise ImproperlyConfigured(
        f"{name} cannot be read; write smtp://, smtp+tls:// or smtps://USER:PASSWORD@HOST:PORT,"
        " or console: to see mail on the server's console."
    )
