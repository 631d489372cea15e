"""Where a form was sent from, as the browser tells it."""

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Return whether no other site is named as the origin; browsers before 2020 name none.

    The host alone counts: behind a proxy the shop may not know that its pages are read by HTTPS.
    """
    origin = request.headers.get("Origin")
    # Anybody may send an origin that is no address, so it is not parsed.
    return origin is None or origin.partition("://")[2] == request.get_host()
