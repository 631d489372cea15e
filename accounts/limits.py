"""How often something may be done: a small counter on Django's cache.

docs/decisions/limits.md tells why it is made this way.
"""

import logging
import math
import time
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from accounts.durations import in_words

logger = logging.getLogger(__name__)

HOUSEHOLD_PREFIX = 64

View = Callable[..., HttpResponse]


def hit(key: str, *, limit: int, seconds: int) -> int | None:
    """Count one use of `key`; return None, or the seconds to wait when it is one too many.

    In any `seconds` there are at most `limit` uses; a refused one is not counted. When the cache
    is out of order all is allowed, and the log says so. Call it outside a transaction: a rollback
    would forget the use.
    """
    try:
        return _take_slot(_name(key), limit, seconds)
    except Exception:
        # Each kind of cache has errors of its own, and none of them may close the shop.
        logger.exception("The cache does not answer, so limits are not kept.")
        return None


def _take_slot(name: str, limit: int, seconds: int) -> int | None:
    """Each use takes one slot of the present period; `add` lets only one process have it.

    Uses of the period before that are younger than `seconds` leave fewer slots. No slot is used
    again when it has expired: the database cache may delete it just after it was taken anew.
    """
    now = time.time()
    period = int(now // seconds)
    before = [f"{name}:{period - 1}:{slot}" for slot in range(limit)]
    present = [f"{name}:{period}:{slot}" for slot in range(limit)]
    used_at = cache.get_many([*before, *present])
    recent = {slot: at for slot, at in used_at.items() if at > now - seconds}
    for slot in present[: limit - sum(slot in recent for slot in before)]:
        if slot not in used_at and cache.add(slot, now, timeout=2 * seconds):
            return None
    return max(1, math.ceil(min(recent.values(), default=now) + seconds - now))


def _name(key: str) -> str:
    """Hash with the shop's key, so that nobody can read addresses out of the cache."""
    digest = salted_hmac("accounts.limits", key.encode("utf-8", "backslashreplace")).hexdigest()
    return f"limit:{digest}"


def network_of(request: HttpRequest) -> str:
    """Return the caller's address as limits count it: IPv6 by /64, which is one household."""
    address = ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        return str(ip_network((address, HOUSEHOLD_PREFIX), strict=False))
    return str(address)


def caller_of(request: HttpRequest) -> str:
    """Return the account of the caller, or the address of a visitor who is not signed in."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"network:{network_of(request)}"


def too_many_requests(request: HttpRequest, wait: int) -> HttpResponse:
    """Return the page that says how long to wait, in words and in the Retry-After header."""
    response = render(request, "429.html", {"wait": in_words(wait)}, status=429)
    response["Retry-After"] = str(wait)
    return response


def limited(action: str, *, limit: int, seconds: int) -> Callable[[View], View]:
    """Make a view answer 429 when its caller sends more than `limit` POSTs in `seconds`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                key = f"{action}:{caller_of(request)}"
                if wait := hit(key, limit=limit, seconds=seconds):
                    return too_many_requests(request, wait)
            return view(request, *args, **kwargs)

        return limited_view

    return decorate
