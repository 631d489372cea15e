from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from search.indexing import catch_up_later_if_not_now

# What one person changes by a click. More, such as a whole feed, is left to search.following.
_MOST = 50
_READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


def changes_are_found(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Bring what a request has changed into the index before it is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in _READING:
            catch_up_later_if_not_now(most=_MOST)
        return response

    return middleware
