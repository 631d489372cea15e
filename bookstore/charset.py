"""Forms come in UTF-8, which is what the pages are in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

UTF_8 = {"utf-8", "utf8"}


def utf_8_only(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a form that says it is in another encoding: 415.

    Django would decode it as it says, and some encodings (UTF-7) can hold halves of characters
    that no database takes.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() in UTF_8:
            return get_response(request)
        return HttpResponse("Send forms in UTF-8.", status=415, content_type="text/plain")

    return middleware
