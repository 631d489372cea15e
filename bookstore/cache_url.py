"""Where counts for limits are kept: a database table, or Redis (docs/decisions/limits.md)."""

import os
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# Django throws entries away at random above 300; a limit would be forgotten with them.
MOST_ENTRIES = 20_000

TABLE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    "OPTIONS": {"MAX_ENTRIES": MOST_ENTRIES},
}


def read_cache_url(name: str) -> dict[str, Any]:
    """Return Django's cache settings: `redis://…` or `rediss://…`, else a table of the database."""
    url = os.environ.get(name, "")
    if not url:
        return TABLE
    if urlsplit(url).scheme not in ("redis", "rediss") or not urlsplit(url).hostname:
        raise ImproperlyConfigured(
            f"{name} is {url!r}; write redis://HOST:PORT/0, or leave it out."
        )
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
