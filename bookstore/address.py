"""Where a browser opens the shop, given what the server listens on."""

from django.http.request import validate_host

_ALL_ADDRESSES = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104 - named, not bound to.
_THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}


def is_all_addresses(host: str) -> bool:
    return host in _ALL_ADDRESSES


def host_to_open(host: str, allowed_hosts: list[str]) -> str | None:
    """Return the name to ask a server for that listens on `host`; None when it refuses each.

    That is the host itself, or this machine for "all addresses"; else the first allowed name
    that can lead there.
    """
    own = _ALL_ADDRESSES.get(host, host)
    others = [name.lstrip(".") for name in allowed_hosts if name != "*"]
    if not is_all_addresses(host):
        others = [name for name in others if name not in _THIS_MACHINE]
    answered = (name for name in [own, *others] if validate_host(name.lower(), allowed_hosts))
    return next(answered, None)
