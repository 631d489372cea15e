"""Where to go on after a detour such as signing in; only addresses of the shop itself count."""

from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request: HttpRequest) -> str:
    """Return the address in `next` of the form or the query, or "" when there is no safe one.

    It is a path: `redirect` would take "home" for the name of a page, and fail on other words.
    """
    address = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours and address.startswith("/") else ""


def with_next(name: str, address: str) -> str:
    """Return the page of this URL name, told where to go on afterwards."""
    query = f"?{urlencode({REDIRECT_FIELD_NAME: address})}" if address else ""
    return reverse(name) + query
