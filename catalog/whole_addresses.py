"""Addresses with scheme and host, for those who read a page elsewhere."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest


def whole_address(request: HttpRequest, address: str) -> str:
    """Return where the shop says it is to be seen, so that a page has one address by all names.

    Without a SITE_URL that is where the request came to.
    """
    origins = settings.SITE.origins
    return urljoin(origins[0], address) if origins else request.build_absolute_uri(address)
