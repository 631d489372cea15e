"""Where others see the shop: SITE_URL, read so that a slip of the pen cannot turn off TLS."""

import os
import re
from dataclasses import dataclass
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured

_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_SITE = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{_LABEL}(\.{_LABEL})*|\[[0-9a-f.]*:[0-9a-f.:]+\])"
    r"(:(?P<port>[0-9]{1,5}))?/?"
)
_USUAL_PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True)
class Site:
    """The shop's public origin; all parts are empty where it is only seen on this machine."""

    scheme: str = ""
    host: str = ""
    port: str = ""

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def hosts(self) -> list[str]:
        return [self.host] if self.host else []

    @property
    def origins(self) -> list[str]:
        """Return the origin as browsers write it: without a path, and without the usual port."""
        if not self.host:
            return []
        port = f":{self.port}" if self.port not in ("", _USUAL_PORTS[self.scheme]) else ""
        return [f"{self.scheme}://{self.host}{port}"]


def read_site_url(name: str) -> Site:
    """Return the site of `http://HOST` or `https://HOST`; a port and a last slash may follow."""
    value = os.environ.get(name, "").strip()
    if not value:
        return Site()
    match = _SITE.fullmatch(value.lower())
    if not match or not 0 < int(match["port"] or 1) < 65_536:
        _refuse(name, value)
    return Site(match["scheme"], match["host"], match["port"] or "")


def _refuse(name: str, value: str) -> NoReturn:
    raise ImproperlyConfigured(
        f"{name} is {value!r}; write https://HOST or http://HOST, without a path."
    )
